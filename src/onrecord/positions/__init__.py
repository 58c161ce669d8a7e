"""Say where actors stand, as entries show it, and when that changed."""

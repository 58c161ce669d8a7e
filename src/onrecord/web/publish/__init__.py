"""Write a static site of what may leave the desk."""

"""Look at what is kept: places, marked articles, codings, exports, for any front end to show."""

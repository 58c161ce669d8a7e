"""Do long work beside the app: adding and reading pages, the register, reports, exports, publishing."""

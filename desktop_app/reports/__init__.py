"""What a packaged program is started with to draw one page of a foreign PDF (see `pages_apart`)."""

PAGE_ARGUMENT = "--draw-page"

"""An EPUB in the making: what pandoc writes in; what EPUB 3.3 and EPUB Accessibility 1.1 ask for out."""

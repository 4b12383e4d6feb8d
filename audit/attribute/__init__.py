"""From an annotated document to statements: contents, cues, source phrases, quotation forms."""

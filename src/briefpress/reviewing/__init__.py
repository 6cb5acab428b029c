"""What reviewers did to a DOCX of the brief in; where in its sections that is, and the sections with it, out."""

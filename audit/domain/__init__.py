"""The words of the field: articles, annotations, statements, sources, findings. Standard library only, nothing mutable."""

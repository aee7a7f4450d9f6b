"""From what people said to what to believe: classes, numbers, rankings, sets, spans and texts."""

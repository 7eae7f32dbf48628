"""Pictures of an answer: charts that read well on a phone, and the place where a figure is printed."""

//! Text of numbers and the format-specification mini-language.

"use strict";

exports.run = (size) => size;

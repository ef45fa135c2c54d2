#!/usr/bin/env python3
"""Derive the bundled fonts from Inter: `subset.py Inter_400Regular.ttf Inter_600SemiBold.ttf`.

Needs fonttools and brotli; is run by hand when the font is renewed, never by the build. Keeps Latin-1,
Latin Extended-A and the signs the charts use, makes digits tabular (columns of numbers line up without any
font feature), drops kerning (so that the advance table alone gives the width of a text) and hinting.
"""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

SIGNS = "×µΔσ≥≤≈±·–—‘’“”…−√∞→←↑↓½¼¾⅛%‰²³°§†‡•●○▲△◆◇■□▼▽✓"


def derive(path: str, style: str, weight: int) -> None:
    font = TTFont(path)
    for table in font["cmap"].tables:
        for digit, name in zip("0123456789", "zero one two three four five six seven eight nine".split()):
            if ord(digit) in table.cmap:
                table.cmap[ord(digit)] = f"{name}.tf"
    options = subset.Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, SIGNS)])
    worker.subset(font)
    names = {1: "Spectrum Sans", 2: style, 3: f"Spectrum Sans {style}", 4: f"Spectrum Sans {style}",
             6: f"SpectrumSans-{style}", 16: None, 17: None, 25: None}
    for record in list(font["name"].names):
        if record.nameID in names:
            if names[record.nameID] is None:
                font["name"].removeNames(nameID=record.nameID)
            else:
                record.string = names[record.nameID]
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if weight == 700 else 0x40
    font["head"].macStyle = 1 if weight == 700 else 0
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(f"SpectrumSans-{style}.ttf")
    font.flavor = "woff2"
    font.save(f"SpectrumSans-{style}.woff2")


derive(sys.argv[1], "Regular", 400)
derive(sys.argv[2], "Bold", 700)

//! Drawing surface: plotters' SVG back end, in display pixels, with roles instead of colours.
//!
//! plotters rounds coordinates to integers, so everything is drawn three times as large and the view box scales it
//! back. Text is placed by anchor and by the bundled font's metrics. The raw text of plotters is then tidied (one
//! font name at the root, no attributes that only repeat the default), and sentinel colours become a palette or CSS
//! variables. PNG comes from the same SVG through resvg, with the bundled font and no other.

use crate::text;
use crate::theme::{Dash, Ink, Role, Shape, Style};
use anyhow::{Context, Result, ensure};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::fmt::Write as _;

/// Canvas units per display pixel.
const SCALE: f64 = 3.0;
/// PNG pixels per display pixel.
const PNG_SCALE: f64 = 2.0;

/// Smallest text anywhere, in display pixels.
pub const SMALL: f64 = 12.0;
/// Ordinary labels.
pub const NORMAL: f64 = 13.0;

/// Horizontal anchor of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins at the point.
    Start,
    /// The text is centred on the point.
    Middle,
    /// The text ends at the point.
    End,
}

/// A finished drawing whose colours are still roles.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Elements, one per line, with sentinel colours.
    body: String,
    /// Display size in pixels.
    pub width: u32,
    /// Display size in pixels.
    pub height: u32,
}

/// What charts draw on.
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// Line colour, width in pixels, pattern and opacity.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Colour.
    pub role: Role,
    /// Width in pixels.
    pub width: f64,
    /// Pattern.
    pub dash: Dash,
    /// Opacity from 0 to 1.
    pub alpha: f64,
}

impl Stroke {
    /// A solid opaque line.
    pub fn new(role: Role, width: f64) -> Stroke {
        Stroke { role, width, dash: Dash::Solid, alpha: 1.0 }
    }

    fn shape(self) -> ShapeStyle {
        let (r, g, b) = self.role.sentinel(self.dash);
        RGBColor(r, g, b).mix(self.alpha).stroke_width((self.width * SCALE).round().max(1.0) as u32)
    }
}

fn at(x: f64, y: f64) -> (i32, i32) {
    debug_assert!(x.is_finite() && y.is_finite(), "a chart filters values before it draws them");
    ((x * SCALE).round() as i32, (y * SCALE).round() as i32)
}

fn fill(role: Role) -> ShapeStyle {
    let (r, g, b) = role.sentinel(Dash::Solid);
    RGBColor(r, g, b).filled()
}

/// Paints a drawing of the given display size.
///
/// # Errors
/// When `draw` fails or plotters does.
pub fn paint(width: f64, height: f64, draw: impl FnOnce(&Canvas<'_>) -> Result<()>) -> Result<Drawing> {
    let (width, height) = (width.ceil() as u32, height.ceil() as u32);
    ensure!(width > 0 && height > 0 && height < 100_000, "a chart of {width} x {height} pixels cannot be drawn");
    let mut raw = String::new();
    {
        let size = (width * SCALE as u32, height * SCALE as u32);
        let canvas = Canvas { area: SVGBackend::with_string(&mut raw, size).into_drawing_area() };
        draw(&canvas)?;
        canvas.area.present().map_err(plotters_error)?;
    }
    Ok(Drawing { body: tidy(&raw), width, height })
}

fn plotters_error(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow::anyhow!("plotters: {error}")
}

impl Canvas<'_> {
    /// Everything `draw` draws as one group that belongs to an engine, so that the page can switch it off. plotters has
    /// no groups: rectangles of two more reserved colours stand for the beginning and the end until [`tidy`] sees them.
    pub fn engine(&self, engine: usize, draw: impl FnOnce() -> Result<()>) -> Result<()> {
        let bracket = |green: u8, blue: u8| {
            let corners = [(0, 0), (0, 0)];
            self.area.draw(&Rectangle::new(corners, RGBColor(0xFE, green, blue).filled())).map_err(plotters_error)
        };
        bracket(0xB0, u8::try_from(engine).unwrap_or(u8::MAX))?;
        draw()?;
        bracket(0xB1, 0)
    }

    /// A straight line.
    pub fn line(&self, from: (f64, f64), to: (f64, f64), stroke: Stroke) -> Result<()> {
        self.polyline(&[from, to], stroke)
    }

    /// A line through all points: one element, however many points.
    pub fn polyline(&self, points: &[(f64, f64)], stroke: Stroke) -> Result<()> {
        if points.len() < 2 {
            return Ok(());
        }
        let points: Vec<_> = points.iter().map(|p| at(p.0, p.1)).collect();
        self.area.draw(&PathElement::new(points, stroke.shape())).map_err(plotters_error)
    }

    /// A filled rectangle.
    pub fn rect(&self, x: f64, y: f64, width: f64, height: f64, role: Role) -> Result<()> {
        let corners = [at(x, y), at(x + width, y + height)];
        self.area.draw(&Rectangle::new(corners, fill(role))).map_err(plotters_error)
    }

    /// The outline of a rectangle.
    pub fn frame(&self, x: f64, y: f64, width: f64, height: f64, stroke: Stroke) -> Result<()> {
        self.polyline(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], stroke)
    }

    /// Diagonal lines over a rectangle: "not attributed", "no number".
    pub fn hatch(&self, x: f64, y: f64, width: f64, height: f64, role: Role) -> Result<()> {
        let mut offset = 4.0;
        while offset < width + height {
            let from = (x + offset.min(width), y + (offset - width).max(0.0));
            let to = (x + (offset - height).max(0.0), y + offset.min(height));
            self.line(from, to, Stroke::new(role, 0.7))?;
            offset += 5.0;
        }
        Ok(())
    }

    /// An engine's marker, `radius` pixels around a point.
    pub fn marker(&self, x: f64, y: f64, radius: f64, style: Style) -> Result<()> {
        let role = Role::Series(style.series);
        let border = Stroke::new(role, 1.6).shape();
        let inside = fill(if style.hollow { Role::Background } else { role });
        if style.shape == Shape::Circle {
            let size = (radius * SCALE).round() as i32;
            self.area.draw(&Circle::new(at(x, y), size, inside)).map_err(plotters_error)?;
            return self.area.draw(&Circle::new(at(x, y), size, border)).map_err(plotters_error);
        }
        // Equal areas look equal in size.
        let corners: &[(f64, f64)] = match style.shape {
            Shape::Circle | Shape::Square => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
            Shape::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
            Shape::TriangleUp => &[(0.0, -1.3), (1.25, 0.85), (-1.25, 0.85)],
            Shape::TriangleDown => &[(0.0, 1.3), (1.25, -0.85), (-1.25, -0.85)],
        };
        let mut outline: Vec<_> = corners.iter().map(|(dx, dy)| at(x + dx * radius, y + dy * radius)).collect();
        self.area.draw(&Polygon::new(outline.clone(), inside)).map_err(plotters_error)?;
        outline.extend_from_within(..2);
        self.area.draw(&PathElement::new(outline, border)).map_err(plotters_error)
    }

    /// Text whose capitals are centred on `y`.
    pub fn text(&self, x: f64, y: f64, content: &str, label: Label) -> Result<()> {
        let (r, g, b) = label.role.sentinel(Dash::Solid);
        let anchor = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // plotters divides the size by 1.24 on its way out.
        let mut font = FontDesc::new(FontFamily::Name(text::FAMILY), label.size * SCALE * 1.24, FontStyle::Normal);
        if label.bold {
            font = font.style(FontStyle::Bold);
        }
        let half = label.size * text::CAP_HEIGHT / 2.0;
        let point = if label.upright { at(x + half, y) } else { at(x, y + half) };
        if label.upright {
            font = font.transform(FontTransform::Rotate270);
        }
        let colour = RGBColor(r, g, b);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(anchor, VPos::Bottom));
        self.area.draw(&Text::new(content, point, style)).map_err(plotters_error)
    }
}

/// Size, weight, colour and anchor of a text.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// Font size in pixels.
    pub size: f64,
    /// Colour.
    pub role: Role,
    /// Weight.
    pub bold: bool,
    /// Which part of the text is at the point.
    pub anchor: Anchor,
    /// Read from bottom to top.
    pub upright: bool,
}

impl Label {
    /// Ordinary text in the text colour.
    pub fn new(anchor: Anchor) -> Label {
        Label { size: NORMAL, role: Role::Text, bold: false, anchor, upright: false }
    }

    /// Secondary text: small and muted.
    pub fn small(anchor: Anchor) -> Label {
        Label { size: SMALL, role: Role::Muted, bold: false, anchor, upright: false }
    }

    /// The same in another colour.
    pub fn role(self, role: Role) -> Label {
        Label { role, ..self }
    }

    /// The same in bold.
    pub fn bold(self) -> Label {
        Label { bold: true, ..self }
    }
}

/// What plotters wrote, without its root element, default attributes and line breaks inside texts.
fn tidy(raw: &str) -> String {
    let inner = raw.split_once('\n').map_or("", |(_, rest)| rest);
    let inner = inner.trim_end().strip_suffix("</svg>").unwrap_or(inner);
    let mut body = String::with_capacity(inner.len());
    let mut lines = inner.lines();
    while let Some(line) = lines.next() {
        if let Some((_, rest)) = line.split_once("fill=\"#FEB0") {
            let engine = rest.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(u8::MAX);
            let _ = write!(body, "<g data-e=\"{engine}\">");
        } else if line.contains("fill=\"#FEB1") {
            body.push_str("</g>");
        } else if !line.starts_with("<text") {
            body.push_str(line);
        } else {
            body.push_str(line);
            for part in lines.by_ref() {
                body.push_str(part);
                if part.ends_with("</text>") {
                    break;
                }
            }
        }
        body.push('\n');
    }
    for default in [" opacity=\"1\"", " stroke=\"none\"", " dy=\"-0.5ex\"", " text-anchor=\"start\""] {
        body = body.replace(default, "");
    }
    body = body.replace(&format!(" font-family=\"{}\"", text::FAMILY), "");
    body.replace(" \"/>", "\"/>")
}

fn escape(content: &str) -> String {
    content.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Drawing {
    /// The drawing as one `<svg>` element. `id` makes the ids inside unique to this chart, `title` and `finding`
    /// are what a screen reader says.
    pub fn svg(&self, id: &str, title: &str, finding: &str, ink: Ink) -> String {
        let (w, h) = (self.width, self.height);
        let scale = SCALE as u32;
        let mut svg = String::with_capacity(self.body.len() + 512);
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {} {}\" \
             font-family=\"'{}',sans-serif\" role=\"img\" aria-labelledby=\"{id}-title {id}-finding\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-finding\">{}</desc>\n",
            w * scale,
            h * scale,
            text::FAMILY,
            escape(title),
            escape(finding)
        );
        svg.push_str(&self.painted(ink));
        svg.push_str("</svg>\n");
        svg
    }

    /// The elements with every sentinel replaced.
    fn painted(&self, ink: Ink) -> String {
        let mut rest = self.body.as_str();
        let mut out = String::with_capacity(rest.len() + rest.len() / 4);
        // A quote cannot stand unescaped inside a text, so `="#FEAdnn"` is always one of our attributes.
        while let Some(position) = rest.find("=\"#FEA") {
            let (head, tail) = rest.split_at(position);
            let (value, after) = tail[2..].split_at(8.min(tail.len() - 2));
            out.push_str(head);
            out.push_str("=\"");
            match resolve(value.trim_end_matches('"')) {
                Some((role, dash)) => {
                    out.push_str(&role.paint(ink));
                    out.push('"');
                    if dash != Dash::Solid {
                        let _ = write!(out, " stroke-dasharray=\"{}\"", dash.array());
                    }
                }
                None => out.push_str(value),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn resolve(hex: &str) -> Option<(Role, Dash)> {
    let value = u32::from_str_radix(hex.strip_prefix('#')?, 16).ok()?;
    let wanted = ((value >> 16) as u8, (value >> 8) as u8, value as u8);
    Role::all().flat_map(|role| Dash::ALL.into_iter().map(move |dash| (role, dash))).find(|(role, dash)| role.sentinel(*dash) == wanted)
}

/// Rasterises an SVG of [`Drawing::svg`] over the palette's background, with the bundled font only.
///
/// # Errors
/// When the SVG does not parse, or the picture is too large for memory.
pub fn png(svg: &str, ink: Ink) -> Result<Vec<u8>> {
    use resvg::{tiny_skia, usvg};
    let mut options = usvg::Options { font_family: text::FAMILY.to_string(), ..usvg::Options::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(text::REGULAR.to_vec());
    fonts.load_font_data(text::BOLD.to_vec());
    fonts.set_sans_serif_family(text::FAMILY);
    let tree = usvg::Tree::from_str(svg, &options)?;
    let size = tree.size();
    let (width, height) = (f64::from(size.width()) * PNG_SCALE, f64::from(size.height()) * PNG_SCALE);
    let mut picture = tiny_skia::Pixmap::new(width.round() as u32, height.round() as u32)
        .with_context(|| format!("no memory for a picture of {width} x {height} pixels"))?;
    let background = Role::Background.rgb(ink == Ink::Dark);
    let [_, r, g, b] = background.to_be_bytes();
    picture.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    let scale = PNG_SCALE as f32;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture.encode_png()?)
}

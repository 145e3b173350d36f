"""Line charts as SVG, without a library: sizes from left to right and values upwards, both logarithmic."""

import html
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 62, 170, 40, 46
COLOURS = ("#0b62a4", "#c23b22", "#2e7d32", "#7b4fa3", "#b26a00", "#00838f", "#5d4037", "#ad1457")


def decades(low, high):
    return range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)


def number(value):
    if value >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    return f"{value / 1000:g} k" if value >= 1000 else f"{value:g}"


class Axis:
    """From a value to a place between two ends of the picture."""

    def __init__(self, values, begin, end, whole_decades):
        low, high = min(values), max(values)
        if whole_decades:
            ends = decades(low, high)
            low, high = 10.0 ** ends[0], 10.0 ** max(ends[-1], ends[0] + 1)
        self.low, self.high, self.begin, self.end = low, max(high, low * 1.01), begin, end

    def at(self, value):
        share = (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return self.begin + share * (self.end - self.begin)

    def ticks(self):
        return [10.0**power for power in decades(self.low, self.high) if self.low <= 10.0**power <= self.high * 1.001]


def spaced(labels):
    """Labels at the ends of the lines, moved apart where they would lie on one another."""
    placed = []
    for y, name, colour in sorted(labels):
        y = max(y, placed[-1][0] + 14) if placed else y
        placed.append((y, name, colour))
    return placed


def chart(title, across, up, series):
    """series: name → [(size, value)]; a value of nothing is left out."""
    lines = {name: [(size, value) for size, value in points if value > 0] for name, points in series.items()}
    lines = {name: points for name, points in lines.items() if points}
    x = Axis([size for points in lines.values() for size, _ in points], LEFT, WIDTH - RIGHT, False)
    y = Axis([value for points in lines.values() for _, value in points], HEIGHT - BOTTOM, TOP, True)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
           f"<title>{html.escape(title)}</title>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
           f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{html.escape(title)}</text>']
    for value in y.ticks():
        at = y.at(value)
        out.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{number(value)}</text>')
    for size in sorted({size for points in lines.values() for size, _ in points}):
        at = x.at(size)
        out.append(f'<path d="M{at:.1f} {HEIGHT - BOTTOM}v5" stroke="#333"/>'
                   f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{number(size)}</text>')
    out.append(f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#333"/>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{html.escape(across)}</text>')
    out.append(f'<text x="14" y="{(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle"'
               f' transform="rotate(-90 14 {(TOP + HEIGHT - BOTTOM) / 2})">{html.escape(up)}</text>')
    labels = []
    for (name, points), colour in zip(lines.items(), COLOURS):
        places = [(x.at(size), y.at(value)) for size, value in points]
        out.append('<path d="M' + "L".join(f"{a:.1f} {b:.1f}" for a, b in places) + f'" fill="none" stroke="{colour}"'
                   ' stroke-width="2"/>')
        out.extend(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in places)
        labels.append((places[-1][1] + 4, name, colour))
    out.extend(f'<text x="{WIDTH - RIGHT + 8}" y="{at:.1f}" fill="{colour}">{html.escape(name)}</text>'
               for at, name, colour in spaced(labels))
    return "\n".join([*out, "</svg>", ""])


def table(across, columns, rows):
    """Markdown; rows: size → {column: value}."""
    out = [f"| {across} | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for size, values in rows.items():
        cells = [f"{values[column]:,.2f}" if values[column] < 10 else f"{values[column]:,.0f}" for column in columns]
        out.append(f"| {size:,} | " + " | ".join(cells) + " |")
    return "\n".join(out)


def words(across, columns, rows):
    """The same of cells that are text already."""
    out = [f"| {across} | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join(out + [f"| {size:,} | " + " | ".join(values[column] for column in columns) + " |"
                            for size, values in rows.items()])

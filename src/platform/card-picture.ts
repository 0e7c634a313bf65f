import { createRequire } from 'node:module'
import sharp from 'sharp'

/** The picture that messengers show beside a link: what it is about, whose hub, a few facts. */
export type Card = {
  readonly title: string
  /** Short facts in words, one under the other. */
  readonly lines: readonly string[]
  readonly hubName: string
  readonly dir: 'ltr' | 'rtl'
  /** Opinion groups as closed outlines in a square from 0 to 1, drawn in the colours of the groups in this order. */
  readonly shapes?: readonly (readonly (readonly [number, number])[])[]
}

export const CARD_SIZE = { width: 1200, height: 630 }

const EDGE = 76
const SQUARE = 360
const TITLE_TOP = 172
/** The first size at which the whole title fits; at the last it is cut. */
const TITLE_SIZES = [68, 60, 52]
const LINES = { size: 30, most: 150 }
const NAME = { size: 36, most: 80 }
const INK = '#1d2433'
const QUIET = '#5a6172'
/** Okabe-Ito, as in the tokens of the styles. */
const GROUPS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9']

const resolve = createRequire(import.meta.url).resolve
/** Fonts come with the packages: a fresh machine has none. Amiri is loaded for titles and for all Arabic. */
const FONTS = {
  title: { font: 'Amiri Bold', file: resolve('@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf') },
  text: { font: 'Noto Sans', file: resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf') },
  arabic: { font: 'Amiri', file: resolve('@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf') },
}
type Font = (typeof FONTS)[keyof typeof FONTS]

/** A PNG of 1200 by 630. What is too long is wrapped, and cut with an ellipsis. */
export async function drawCard(card: Card): Promise<Buffer> {
  const { title, lines, hubName, dir, shapes = [] } = card
  const room = CARD_SIZE.width - 2 * EDGE - (shapes.length > 0 ? SQUARE + EDGE / 2 : 0)
  const plain = dir === 'rtl' ? FONTS.arabic : FONTS.text
  const name = await written(hubName, { font: FONTS.title, color: INK, width: 800, leading: 1, ...NAME })
  const facts = await written(lines.join('\n'), { font: plain, color: QUIET, width: room, leading: dir === 'rtl' ? 0.8 : 1.1, ...LINES })
  const factsTop = CARD_SIZE.height - 60 - facts.height
  const head = await headline(title, {
    font: FONTS.title,
    color: INK,
    width: room,
    leading: dir === 'rtl' ? 0.78 : 0.68,
    most: factsTop - 28 - TITLE_TOP,
  })
  const placed = [
    { text: name, top: 108 - name.height, inset: EDGE + 112 },
    { text: head, top: TITLE_TOP, inset: EDGE },
    { text: facts, top: factsTop, inset: EDGE },
  ]
  const left = (width: number, inset: number): number => (dir === 'rtl' ? CARD_SIZE.width - inset - width : inset)
  return sharp(Buffer.from(ground(dir, shapes)))
    .composite(placed.map(({ text, top, inset }) => ({ input: text.png, top: Math.round(top), left: Math.round(left(text.width, inset)) })))
    .flatten({ background: '#fbf7f0' })
    .png({ palette: true, colours: 128 })
    .toBuffer()
}

/** Warm paper, the arch of the mark on the line under the hub's name, and the groups. Drawn for left to right, then mirrored. */
function ground(dir: 'ltr' | 'rtl', shapes: NonNullable<Card['shapes']>): string {
  const { width, height } = CARD_SIZE
  const mirror = dir === 'rtl' ? `transform="matrix(-1 0 0 1 ${width} 0)"` : ''
  const paths = shapes.map((outline, i) => {
    const points = outline.map(([x, y]) => `${(x * SQUARE).toFixed(1)} ${(y * SQUARE).toFixed(1)}`)
    const color = GROUPS[i % GROUPS.length] ?? INK
    return points.length < 3
      ? ''
      : `<path d="M${points.join('L')}Z" fill="${color}" fill-opacity=".18" stroke="${color}" stroke-width="5" stroke-linejoin="round"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="#fbf7f0"/>
    <g ${mirror} fill="none" stroke-linecap="round">
      <path d="M${EDGE} 122H${width - EDGE}" stroke="#d9d0c0" stroke-width="2"/>
      <path d="M${EDGE} 121h20M${EDGE + 64} 121h20" stroke="#0f4c5c" stroke-width="7"/>
      <path d="M${EDGE + 10} 121C${EDGE + 22} 78 ${EDGE + 62} 78 ${EDGE + 74} 121" stroke="#e9a23b" stroke-width="7"/>
      <path d="M0 ${height - 7}H${width}" stroke="#0f4c5c" stroke-width="14" stroke-linecap="butt"/>
      <g transform="translate(${width - EDGE - SQUARE} 180)">${paths.join('')}</g>
    </g>
  </svg>`
}

type Style = {
  readonly font: Font
  readonly size: number
  readonly color: string
  readonly width: number
  readonly most: number
  readonly leading: number
}
type Written = { readonly png: Buffer; readonly width: number; readonly height: number }

async function headline(title: string, style: Omit<Style, 'size'>): Promise<Written> {
  for (const size of TITLE_SIZES.slice(0, -1)) {
    const whole = await set(title, { ...style, size })
    if (whole.height <= style.most) return whole
  }
  return written(title, { ...style, size: TITLE_SIZES.at(-1) ?? LINES.size })
}

/** As much of the text as fits: the whole, or the longest beginning that ends between words and leaves room for an ellipsis. */
async function written(text: string, style: Style): Promise<Written> {
  const whole = await set(text, style)
  if (whole.height <= style.most) return whole
  const words = text.split(/(?<=\s)/)
  let fits = 1
  let tooMany = words.length
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    const tried = await set(cut(words, middle), style)
    if (tried.height <= style.most) fits = middle
    else tooMany = middle
  }
  return set(cut(words, fits), style)
}

const cut = (words: readonly string[], count: number): string =>
  `${words
    .slice(0, count)
    .join('')
    .replace(/[\s.,;:،؛]+$/u, '')}…`

async function set(text: string, { font, size, color, width, leading }: Style): Promise<Written> {
  if (text.trim() === '') return { png: await empty(), width: 1, height: 1 }
  const marked = `<span foreground="${color}" line_height="${leading}">${escaped(text)}</span>`
  const { data, info } = await sharp({
    // 72 dots an inch: a size in points is then one in pixels. Right-to-left paragraphs find their side by themselves.
    text: { text: marked, font: `${font.font} ${size}`, fontfile: font.file, width, dpi: 72, rgba: true, wrap: 'word-char' },
  })
    .png()
    .toBuffer({ resolveWithObject: true })
  return { png: data, width: info.width, height: info.height }
}

const empty = (): Promise<Buffer> =>
  sharp({ create: { width: 1, height: 1, channels: 4, background: '#00000000' } })
    .png()
    .toBuffer()

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

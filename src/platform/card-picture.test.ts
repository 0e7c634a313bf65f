import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { CARD_SIZE, drawCard, type Card } from './card-picture.ts'

const french: Card = {
  title: 'Que faut-il changer pour que la santé nous suive d’un pays à l’autre ?',
  lines: ['412 personnes, 12 040 votes'],
  hubName: 'Passerelle',
  dir: 'ltr',
}
const arabic: Card = { title: 'ما الذي يجب أن يتغيّر لتتبعنا الرعاية الصحية؟', lines: ['412 شخصًا'], hubName: 'ممشى', dir: 'rtl' }

/** How much dark ink stands in a part of the picture, as a share of its pixels. */
async function inkIn(png: Buffer, left: number, top: number, width: number, height: number): Promise<number> {
  const { data } = await sharp(png).extract({ left, top, width, height }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data.filter((value) => value < 110).length / data.length
}

const titleInk = (png: Buffer): Promise<number> => inkIn(png, 60, 170, 1080, 330)

describe('the picture of a link', () => {
  it('is a PNG of 1200 by 630 with writing on it, and light to send', async () => {
    const png = await drawCard(french)
    const { format, width, height } = await sharp(png).metadata()
    expect({ format, width, height }).toEqual({ format: 'png', ...CARD_SIZE })
    expect(await titleInk(png)).toBeGreaterThan(0.02)
    expect(png.length).toBeLessThan(60_000)
  })

  it('writes Arabic with its own letters, from the right', async () => {
    const png = await drawCard(arabic)
    const latin = await drawCard({ ...arabic, dir: 'ltr' })
    expect(await inkIn(png, 900, 170, 240, 200)).toBeGreaterThan(0.02)
    expect(png.equals(latin)).toBe(false)
    expect(png.equals(await drawCard({ ...arabic, title: 'ما الذي يجب أن يتغيّر' }))).toBe(false)
    // A face without Arabic letters would draw the same empty box for each of them.
    expect((await drawCard({ ...arabic, title: 'بببب' })).equals(await drawCard({ ...arabic, title: 'سسسس' }))).toBe(false)
  })

  it('cuts what is too long above the facts, and draws what is marked up as plain words', async () => {
    const long = await drawCard({ ...french, title: 'Une très longue question '.repeat(30) })
    expect(await inkIn(long, 0, 496, 1200, 40)).toBe(0)
    expect(await titleInk(long)).toBeGreaterThan(0.05)
    await expect(drawCard({ ...french, title: 'a <b> & c', lines: [] })).resolves.toBeInstanceOf(Buffer)
  })

  it('draws groups beside the title, and keeps the title out of their way', async () => {
    const square: readonly (readonly [number, number])[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]
    const [with1, without] = await Promise.all([drawCard({ ...french, shapes: [square] }), drawCard(french)])
    const { data } = await sharp(with1)
      .extract({ left: 940, top: 360, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([...data]).not.toEqual([251, 247, 240])
    expect(await inkIn(with1, 780, 200, 320, 320)).toBeLessThan(0.001)
    expect(await inkIn(without, 780, 200, 320, 320)).toBeGreaterThan(0.02)
  })
})

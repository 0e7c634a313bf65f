import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { lettersOf, renamed } from './printing-fonts.ts'

const resolve = createRequire(import.meta.url).resolve
const noto = readFileSync(resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'))
const amiri = readFileSync(resolve('@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf'))
const has = (font: Buffer, text: string): boolean[] => [...text].map((letter) => lettersOf(font).has(letter.codePointAt(0) ?? 0))

test('a font says which letters it has', () => {
  expect(has(noto, 'aé€※\ufffd')).toEqual([true, true, true, true, true])
  expect(has(noto, 'بሰ😀\u270e')).toEqual([false, false, false, false])
  expect(has(amiri, 'بجa')).toEqual([true, true, true])
  expect(has(amiri, '※ሰ')).toEqual([false, false])
})

test('a font under another name keeps its letters, and its own family name is in it no more', () => {
  const wide = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
  const ours = renamed(noto, 'Noto Sans', 'Hub Latin')
  expect([noto, ours].map((font) => [font.includes(wide('Noto Sans')), font.includes(wide('Hub Latin'))])).toEqual([
    [true, false],
    [false, true],
  ])
  expect(ours.length).toBe(noto.length)
  expect(lettersOf(ours)).toEqual(lettersOf(noto))
  expect(() => renamed(noto, 'Noto Sans', 'Hub')).toThrow('“Hub” is not as long as “Noto Sans”')
})

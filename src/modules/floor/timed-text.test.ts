import { expect, test } from 'vitest'
import { readTimedText, writePlain, writeVtt } from './queries/timed-text.ts'
import { timeMark } from './rules.ts'

const VTT = `WEBVTT

STYLE
::cue { color: red }

NOTE a comment with --> in it is none

1
00:00:01.500 --> 00:00:04.000 align:start
<v Mary O’Hara>We <i>began</i> &amp; went on.

00:05.000 --> 00:06.250
and then
again
`

const SRT = `1
00:00:01,500 --> 00:00:04,000
Mary: We began.

2
01:00:05,000 --> 01:00:06,000
السؤال: من يدفع؟
`

test('reads WebVTT, with voices, without marks, notes and styles', () => {
  expect(readTimedText(VTT)).toEqual([
    { startsMs: 1500, endsMs: 4000, label: 'Mary O’Hara', text: 'We began & went on.' },
    { startsMs: 5000, endsMs: 6250, label: null, text: 'and then again' },
  ])
})

test('reads SubRip, also with carriage returns and a mark of byte order', () => {
  expect(readTimedText(`\uFEFF${SRT.replaceAll('\n', '\r\n')}`)).toEqual([
    { startsMs: 1500, endsMs: 4000, label: 'Mary', text: 'We began.' },
    { startsMs: 3_605_000, endsMs: 3_606_000, label: 'السؤال', text: 'من يدفع؟' },
  ])
})

test.each([
  ['00:12 Name: text', { startsMs: 12_000, label: 'Name', text: 'text' }],
  ['[1:02:03] no name here', { startsMs: 3_723_000, label: null, text: 'no name here' }],
  ['00:12 - Aïssata Bâ : bonjour', { startsMs: 12_000, label: 'Aïssata Bâ', text: 'bonjour' }],
  ['0:07 It ends at 10:30, they said.', { startsMs: 7000, label: null, text: 'It ends at 10:30, they said.' }],
  ['0:07 A sentence ends. Then: more', { startsMs: 7000, label: null, text: 'A sentence ends. Then: more' }],
])('reads the plain line %s', (line, wanted) => {
  expect(readTimedText(line)).toEqual([{ endsMs: null, ...wanted }])
})

test('what has no time belongs to the line before; lines are put in order; without any time there is nothing', () => {
  expect(readTimedText('00:20 B: second\n00:10 A: first\nand more\n\nof it')?.map(({ text }) => text)).toEqual([
    'first and more of it',
    'second',
  ])
  expect(readTimedText('no time at all')).toBe(null)
  expect(readTimedText('')).toBe(null)
})

test('what is written can be read again', () => {
  const lines = [
    { startsMs: 1500, endsMs: null, speaker: 'Mary', text: 'a < b & c --> d' },
    { startsMs: 4000, endsMs: null, speaker: null, text: 'the end' },
  ]
  expect(readTimedText(writeVtt(lines, 'en'))).toEqual([
    { startsMs: 1500, endsMs: 4000, label: 'Mary', text: 'a < b & c --> d' },
    { startsMs: 4000, endsMs: 9000, label: null, text: 'the end' },
  ])
  expect(writePlain(lines)).toBe('00:00:01 Mary: a < b & c --> d\n00:00:04 the end\n')
  expect(timeMark(3_723_004, true)).toBe('01:02:03.004')
})

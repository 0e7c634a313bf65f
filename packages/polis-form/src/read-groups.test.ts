import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeFault, readGroups } from './index.ts'

const encoder = new TextEncoder()

function refusals(text: string): string[] {
  const result = readGroups(encoder.encode(text))
  return result.ok ? [] : result.faults.map(describeFault)
}

describe('groups.json', () => {
  test.each<[string, [number, string][]]>([
    ['{}', []],
    [
      ' { "3" : "A" ,\n"0":"gr\\u00fcn" } \n',
      [
        [3, 'A'],
        [0, 'grün'],
      ],
    ],
    ['\ufeff{"9007199254740991":"0"}', [[9007199254740991, '0']]],
    [
      '{"1":0,"2":12}',
      [
        [1, '0'],
        [2, '12'],
      ],
    ],
  ])('%j is read', (text, groups) => {
    expect(readGroups(encoder.encode(text))).toEqual({ ok: true, groups: new Map(groups) })
  })

  test.each<[string, string[]]>([
    ['', ['line 1: the file is empty.']],
    ['  ', ['line 1: this is not a JSON object of participant ids and group ids; it ends too soon.']],
    ['[]', ['line 1: this is not a JSON object of participant ids and group ids; the trouble begins at [].']],
    ['{"1":"A",\n"2":{}}', ['line 2: this is not a JSON object of participant ids and group ids; the trouble begins at {}}.']],
    ['{"1":"A"', ['line 1: this is not a JSON object of participant ids and group ids; it ends too soon.']],
    ['{"1":"A",}', ['line 1: this is not a JSON object of participant ids and group ids; the trouble begins at }.']],
    ['{"1":"A"}\n{', ['line 2: this is not a JSON object of participant ids and group ids; the trouble begins at {.']],
    ['{"1":1.5}', ['line 1: this is not a JSON object of participant ids and group ids; the trouble begins at 1.5}.']],
    ['{"1":null}', ['line 1: this is not a JSON object of participant ids and group ids; the trouble begins at null}.']],
    ['{"1":"\\x"}', ['line 1: this is not a JSON object of participant ids and group ids; the trouble begins at }.']],
    ['{\n"1":"A",\n"1":"B"}', ['line 3: the participant 1 already has a row on line 2.']],
    [
      '{"-1":"A",\n"x":"B",\n"9007199254740992":"C",\n"":"D",\n"5":""}',
      [
        'line 1: the participant is -1; it must not be negative.',
        'line 2: the participant is x; it must be a whole number.',
        'line 3: the participant is 9007199254740992; it must be at most 9007199254740991.',
        'line 4: the participant is empty; it must be a whole number.',
        'line 5: the group id of participant 5 is empty.',
      ],
    ],
  ])('%j is refused', (text, expected) => {
    expect(refusals(text)).toEqual(expected.map((sentence) => `groups.json, ${sentence}`))
  })

  test('broken UTF-8 is refused with its line', () => {
    const result = readGroups(Uint8Array.from([...encoder.encode('{\n"1":"'), 0xff, ...encoder.encode('"}')]))
    expect(result).toEqual({ ok: false, faults: [{ file: 'groups.json', line: 2, code: 'not-utf8', data: {} }] })
  })

  test('never more than 20 faults', () => {
    expect(refusals(`{${Array.from({ length: 50 }, () => '"x":"A"').join(',')}}`)).toHaveLength(20)
  })

  test('what JSON.stringify writes is read back', () => {
    const group = fc.string({ unit: 'binary', minLength: 1 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.maxSafeNat(), group)), fc.constantFrom(undefined, 2), (entries, indent) => {
        const groups = new Map(entries)
        const text = JSON.stringify(Object.fromEntries(groups), null, indent)
        expect(readGroups(encoder.encode(text))).toEqual({ ok: true, groups })
      }),
    )
  })
})

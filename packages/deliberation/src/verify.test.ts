import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from './analyse.ts'
import { canonicalJson, type Canonical } from './canonical.ts'
import { certificateDocument, certificateOf } from './certificate.ts'
import { finalVotes, type Conversation, type StatementInput, type VoteRows, type VoteValue } from './conversation.ts'
import { allHolds } from './findings.ts'
import { subjectOf } from './analyse.ts'
import { packSnapshot, peopleBetween, snapshotOf, unpackSnapshot, withoutPeople } from './snapshot.ts'
import { compareCertificates, firstDifference, verifyConversation } from './verify.ts'
import { firstRowDifference, rowsOfEvents, type EventColumns } from './vote-rows.ts'

const statements: StatementInput[] = Array.from({ length: 9 }, (_, id) => ({ id: 3 * id, state: id === 4 ? 'moderated-out' : 'live' }))
const votes = Array.from({ length: 40 }, (_, person) =>
  statements.flatMap(({ id }, at) =>
    (person + at) % 5 === 0 ? [] : [{ participant: 100 + 7 * person, statement: id, value: valueOf(person, at) }],
  ),
).flat()

function valueOf(person: number, at: number): VoteValue {
  if (at < 2) return 1
  return (person % 2 === 0) === at % 2 > 0 ? 1 : -1
}

const conversation: Conversation = { statements, votes: finalVotes(votes) }
const analysis = analyse(conversation)
const own = certificateDocument(analysis)
const published = (): Record<string, Record<string, unknown>> => JSON.parse(canonicalJson(own as unknown as Canonical))
const codes = (document: unknown) =>
  compareCertificates(document, own).map(({ code, outcome, data }) => [code, outcome, data['path'] ?? data['field'] ?? ''])
const failing = (document: unknown) => verifyConversation({ document, conversation }).filter(({ outcome }) => outcome === 'fails')

describe('comparing certificates', () => {
  it('says each thing that holds, in a fixed order', () => {
    const outputs = Object.keys(published()['output'] ?? {}).toSorted()
    expect(outputs).toContain('results')
    expect(codes(published())).toEqual([
      ['form.known', 'holds', ''],
      ['engine.same', 'holds', ''],
      ['field.same', 'holds', 'parameters'],
      ['root.same', 'holds', ''],
      ...['participants', 'statements', 'votes'].map((field) => ['field.same', 'holds', `input.${field}`]),
      ['field.same', 'holds', 'path'],
      ...outputs.map((field) => ['field.same', 'holds', `output.${field}`]),
    ])
    expect(certificateOf(own)).toBe(analysis.certificate)
    expect(allHolds(verifyConversation({ document: published(), conversation }))).toBe(true)
  })

  it('names the first difference by its path, with both values', () => {
    const changed = published()
    const results = changed['output']?.['results'] as { agrees: number }[]
    const before = results[3]?.agrees ?? -1
    Object.assign(results[3] as object, { agrees: before + 1 })
    Object.assign(results[5] as object, { agrees: 99 })
    expect(failing(changed)).toEqual([
      {
        code: 'field.differs',
        outcome: 'fails',
        data: { path: 'output.results[3].agrees', published: String(before + 1), recomputed: String(before) },
      },
    ])
  })

  it('names what is missing, what is too much, and lists of another length', () => {
    const changed = published()
    delete changed['output']?.['majority']
    Object.assign(changed['output'] ?? {}, { 'more to say': 1 })
    const components = changed['output']?.['components'] as number[][] | undefined
    components?.[1]?.pop()
    Object.assign(changed, { extra: true })
    expect(failing(changed).map(({ data }) => [data['path'], data['published'], data['recomputed']?.slice(0, 10)])).toEqual([
      ['output.components[1].length', '8', '9'],
      ['output.majority', '–', '{"agree":['],
      ['output["more to say"]', '1', '–'],
      ['extra', 'true', '–'],
    ])
  })

  it('says plainly that an engine or a form is another one, and compares the input all the same', () => {
    expect(compareCertificates({ ...published(), engine: 'passerelle-deliberation/1' }, own)).toEqual([
      { code: 'form.known', outcome: 'holds', data: { form: own.form } },
      { code: 'engine.other', outcome: 'fails', data: { engine: 'passerelle-deliberation/1', own: own.engine } },
      { code: 'root.same', outcome: 'holds', data: { root: own.input.root } },
    ])
    expect(compareCertificates({ ...published(), form: 'passerelle-certificate/9' }, own)).toEqual([
      { code: 'form.unknown', outcome: 'fails', data: { form: 'passerelle-certificate/9', own: own.form } },
    ])
  })

  it('sees one changed vote in the root', () => {
    const [first, ...rest] = votes
    const other = { statements, votes: finalVotes([{ ...first, value: 0 } as (typeof votes)[number], ...rest]) }
    expect(
      verifyConversation({ document: published(), conversation: other })
        .filter(({ outcome }) => outcome === 'fails')
        .map(({ code }) => code),
    ).toContain('root.differs')
  })

  it('says when groups were given, for they cannot be recomputed', () => {
    const options = { groups: new Map([[100, 'A']]) }
    const document = certificateDocument(analyse(conversation, options), options)
    expect(failing(JSON.parse(canonicalJson(document as unknown as Canonical))).map(({ code }) => code)).toContain('given.some')
  })

  it('takes the parameters that the document names', () => {
    const options = { parameters: 'polis' } as const
    const document = certificateDocument(analyse(conversation, options), options)
    expect(failing(JSON.parse(canonicalJson(document as unknown as Canonical)))).toEqual([])
  })

  it('does not throw, whatever the document holds', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('form', 'engine', 'parameters', 'given', 'path', 'input', 'output', ''),
        (value, field) => {
          const document = field === '' ? value : { ...published(), [field]: value }
          const findings = compareCertificates(document, own)
          expect(findings.length).toBeGreaterThan(0)
          if (canonicalJson(document as Canonical) !== canonicalJson(published() as Canonical)) expect(allHolds(findings)).toBe(false)
        },
      ),
    )
    for (const strange of [undefined, () => 1, Symbol('x'), 1n, Number.NaN])
      expect(compareCertificates(strange, own)[0]?.code).toBe('document.malformed')
  })

  it('turns a conversation that contradicts itself into a finding', () => {
    const twice = { participants: [1, 1], statements: [0, 0], values: [1, -1] }
    expect(verifyConversation({ document: published(), conversation: { statements, votes: twice } })).toEqual([
      { code: 'votes.refused', outcome: 'fails', data: { reason: 'participant 1 has two final votes on statement 0' } },
    ])
  })

  it('shows a long value short, and nothing that steers a terminal', () => {
    expect(firstDifference('a\u001b[31mb', 'x'.repeat(200), 'p')).toEqual({
      path: 'p',
      published: 'a [31mb',
      recomputed: `${'x'.repeat(79)}…`,
    })
  })
})

const anEvent = fc.record({
  at: fc.integer({ min: 0, max: 3 }),
  participant: fc.integer({ min: 0, max: 6 }),
  statement: fc.constantFrom(2, 5, 9),
  value: fc.constantFrom(-1, 0, 1),
})
const columnsOf = (events: { at: number; participant: number; statement: number; value: number }[]): EventColumns => ({
  at: Float64Array.from(events, ({ at }) => at),
  participants: Float64Array.from(events, ({ participant }) => participant),
  statements: Int32Array.from(events, ({ statement }) => statement),
  values: Int8Array.from(events, ({ value }) => value),
})
const plain = ({ participants, rowStart, columns, values }: VoteRows, ids: readonly number[]) =>
  Array.from(participants).flatMap((participant, row) =>
    Array.from(
      columns.subarray(rowStart[row], rowStart[row + 1]),
      (column, at) => `${participant} ${ids[column]} ${values[(rowStart[row] ?? 0) + at]}`,
    ),
  )

describe('votes in rows', () => {
  it('hold of each participant and statement the latest vote, of equally late ones the later', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 60 }), (events) => {
        const last = new Map<string, (typeof events)[number]>()
        for (const event of events) {
          const key = `${event.participant} ${event.statement}`
          if ((last.get(key)?.at ?? -1) <= event.at) last.set(key, event)
        }
        const expected = [...last.values()].toSorted((a, b) => a.participant - b.participant || a.statement - b.statement)
        expect(plain(rowsOfEvents(columnsOf(events), [2, 5, 9]), [2, 5, 9])).toEqual(
          expected.map(({ participant, statement, value }) => `${participant} ${statement} ${value}`),
        )
      }),
    )
    expect(() => rowsOfEvents(columnsOf([{ at: 0, participant: 1, statement: 3, value: 1 }]), [2])).toThrow(
      'statement 3, which is not listed',
    )
  })

  it('are refused where there are more statements than columns', () => {
    const none: EventColumns = {
      at: new Float64Array(0),
      statements: new Int32Array(0),
      participants: new Float64Array(0),
      values: new Int8Array(0),
    }
    const ids = Array.from({ length: 65_537 }, (_, id) => id)
    expect(rowsOfEvents(none, ids.slice(1)).participants.length).toBe(0)
    expect(() => rowsOfEvents(none, ids)).toThrow('more than 65536 statements')
  })

  it('tell where they part', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 20 }), fc.array(anEvent, { maxLength: 20 }), (one, other) => {
        const [a, b] = [rowsOfEvents(columnsOf(one), [2, 5, 9]), rowsOfEvents(columnsOf(other), [2, 5, 9])]
        const [left, right] = [plain(a, [2, 5, 9]), plain(b, [2, 5, 9])]
        const difference = firstRowDifference(a, b, [2, 5, 9])
        if (difference === null) {
          expect(left).toEqual(right)
          return
        }
        const { participant, statement } = difference
        const said = (value: number | null) => (value === null ? [] : [`${participant} ${statement} ${value}`])
        const of = (lines: string[]) => lines.filter((line) => line.startsWith(`${participant} ${statement} `))
        expect([of(left), of(right)]).toEqual([said(difference.one), said(difference.other)])
        expect(difference.one).not.toBe(difference.other)
      }),
    )
  })
})

describe('a snapshot', () => {
  const { matrix, statements: list } = subjectOf(conversation)
  const snapshot = snapshotOf(matrix, list, analysis.placements.labels)
  const ids = list.map(({ id }) => id)

  it('comes back from its bytes, from wherever they lie in a buffer', () => {
    const packed = packSnapshot(snapshot)
    const odd = new Uint8Array(packed.length + 3)
    odd.set(packed, 3)
    expect(unpackSnapshot(odd.subarray(3))).toEqual(snapshot)
    expect(packed.length).toBe(16 + 13 * 40 + 3 * votes.length)
    for (const broken of [new Uint8Array(0), packed.slice(1), packed.slice(0, -1)])
      expect(() => unpackSnapshot(broken)).toThrow('hold no votes')
  })

  it('gives the same certificate as the votes it was made of', () => {
    expect(analyse({ statements, votes: unpackSnapshot(packSnapshot(snapshot)).rows }).certificate).toBe(analysis.certificate)
  })

  it('counts the people whose votes differ between two steps, and those alone', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 30 }), fc.array(anEvent, { maxLength: 30 }), (one, other) => {
        // The newer list of statements holds one more in the middle.
        const [a, b] = [rowsOfEvents(columnsOf(one), [2, 5, 9]), rowsOfEvents(columnsOf(other), [2, 4, 5, 9])]
        const [left, right] = [plain(a, [2, 5, 9]), plain(b, [2, 4, 5, 9])]
        const own_ = (lines: string[], person: number) => lines.filter((line) => line.startsWith(`${person} `)).join()
        const people = [0, 1, 2, 3, 4, 5, 6].filter((person) => own_(left, person) !== own_(right, person)).length
        expect(peopleBetween({ rows: a, statements: [2, 5, 9] }, { rows: b, statements: [2, 4, 5, 9] })).toBe(people)
      }),
    )
  })

  it('can be taken without some people', () => {
    const gone = new Set([100, 100 + 7 * 39, 5])
    const rest = withoutPeople(snapshot, gone)
    expect(plain(rest.rows, ids)).toEqual(plain(snapshot.rows, ids).filter((line) => !gone.has(Number(line.split(' ')[0]))))
    expect(rest.labels).toEqual(snapshot.labels.slice(1, -1))
    expect(peopleBetween({ rows: snapshot.rows, statements: ids }, { rows: rest.rows, statements: ids })).toBe(2)
  })
})

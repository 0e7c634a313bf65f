import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvedByGroup, denseApprovals, depthCounts, depthMoves, voteApprovals, votersOnLive } from './approvals.ts'
import { nextByGjcr } from './gjcr.ts'
import { voteMatrix, type Matrix } from './matrix.ts'
import { nextByPav, pavGain, pavUnit } from './pav.ts'
import { auditSlate, chosenBy, depthsFrom, moved, slateFrom, slateOf } from './slate.ts'

/** A second implementation that is slow and obvious: people are sets of the ids they approve of. */
type People = readonly ReadonlySet<number>[]

const depth = (person: ReadonlySet<number>, chosen: readonly number[]) => chosen.filter((id) => person.has(id)).length
const approvers = (people: People, id: number) => people.filter((person) => person.has(id))

/** 2520 is a multiple of 1 to 10. */
function slowGain(people: People, chosen: readonly number[], id: number): number {
  return approvers(people, id).reduce((sum, person) => sum + 2520 / (depth(person, chosen) + 1), 0)
}

function slowPav(people: People, ids: readonly number[], size: number, begun: readonly number[] = []): number[] {
  const chosen = [...begun]
  while (chosen.length < size) {
    const rest = ids.filter((id) => !chosen.includes(id))
    const most = Math.max(...rest.map((id) => slowGain(people, chosen, id)))
    chosen.push(rest.find((id) => slowGain(people, chosen, id) === most) ?? NaN)
  }
  return chosen
}

function claimants(people: People, chosen: readonly number[], id: number, level: number) {
  return approvers(people, id).filter((person) => depth(person, chosen) < level).length
}

function slowGjcr(people: People, ids: readonly number[], size: number): number[] {
  const chosen: number[] = []
  for (let level = size; level > 0; level -= 1) {
    for (;;) {
      const claims = ids.filter((id) => !chosen.includes(id)).map((id) => ({ id, count: claimants(people, chosen, id, level) }))
      const due = claims.filter(({ count }) => count * size >= level * people.length).toSorted((a, b) => b.count - a.count || a.id - b.id)
      if (due[0] === undefined) break
      chosen.push(due[0].id)
    }
  }
  expect(chosen.length).toBeLessThanOrEqual(size)
  return slowPav(people, ids, size, chosen)
}

function slowAudit(people: People, ids: readonly number[], chosen: readonly number[], size: number) {
  const claims = ids
    .filter((id) => !chosen.includes(id))
    .flatMap((statement) =>
      Array.from({ length: size }, (_, at) => ({ statement, level: at + 1, people: claimants(people, chosen, statement, at + 1) })),
    )
    .filter((claim) => claim.people * size >= claim.level * people.length)
    .map((claim) => ({ ...claim, excess: claim.people * size - claim.level * people.length }))
    .toSorted((a, b) => b.excess - a.excess || a.level - b.level || a.statement - b.statement)
  const [worst] = claims
  if (worst === undefined) return null
  return { statement: worst.statement, level: worst.level, people: worst.people, needed: Math.ceil((worst.level * people.length) / size) }
}

/** By the definition itself: every set of people, every statement outside, every level. */
function violated(people: People, ids: readonly number[], chosen: readonly number[], size: number): boolean {
  const sets = Array.from({ length: 2 ** people.length - 1 }, (_, at) => people.filter((__, person) => (at + 1) & (1 << person)))
  const levels = Array.from({ length: size }, (_, at) => at + 1)
  return sets.some((set) =>
    ids.some(
      (id) =>
        !chosen.includes(id) &&
        set.every((person) => person.has(id)) &&
        levels.some((level) => set.length >= (level * people.length) / size - 1e-9 && set.every((person) => depth(person, chosen) < level)),
    ),
  )
}

/** Rows of votes (null: unseen), one state per column; ids are 3, 5, 7... so that they are not columns. */
const tables = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 8 })).chain(([rows, columns]) =>
  fc.record({
    votes: fc.array(fc.array(fc.constantFrom(1, 1, 1, 0, -1, null), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
    states: fc.array(fc.constantFrom('live' as const, 'live' as const, 'live' as const, 'meta' as const, 'moderated-out' as const), {
      minLength: columns,
      maxLength: columns,
    }),
    size: fc.integer({ min: 1, max: 9 }),
  }),
)
type Table = { votes: (number | null)[][]; states: ('live' | 'meta' | 'moderated-out')[] }

function matrixOf({ votes, states }: Table, participant: (row: number) => number = (row) => row): Matrix {
  const cast = votes.flatMap((row, at) =>
    row.flatMap((value, column) => (value === null ? [] : [{ participant: participant(at), statement: 2 * column + 3, value }])),
  )
  return voteMatrix({
    statements: states.map((state, column) => ({ id: 2 * column + 3, state })),
    votes: {
      participants: cast.map((one) => one.participant),
      statements: cast.map(({ statement }) => statement),
      values: cast.map(({ value }) => value),
    },
  })
}

function obvious({ votes, states }: Table): { people: People; ids: number[] } {
  const live = states.flatMap((state, column) => (state === 'live' ? [column] : []))
  const voters = votes.filter((row) => live.some((column) => row[column] !== null))
  const people = voters.map((row) => new Set(live.filter((column) => row[column] === 1).map((column) => 2 * column + 3)))
  const ids = live.map((column) => 2 * column + 3).filter((id) => approvers(people, id).length > 0)
  return { people, ids }
}

describe('the slow auditor', () => {
  it('chooses the same slates, audits and counts them the same, and GJCR never leaves a claim unmet', () => {
    fc.assert(
      fc.property(tables, ({ votes, states, size: asked }) => {
        const { people, ids } = obvious({ votes, states })
        const slate = slateOf(matrixOf({ votes, states }), { size: asked })
        const size = Math.min(asked, ids.length)
        expect([slate.size, slate.voters]).toEqual([size, people.length])
        expect(slate.pav.statements).toEqual(slowPav(people, ids, size))
        expect(slate.gjcr.statements).toEqual(slowGjcr(people, ids, size))
        expect(slate.gjcr.audit).toBeNull()
        for (const { statements, audit, coverage } of [slate.pav, slate.gjcr]) {
          expect(audit).toEqual(slowAudit(people, ids, statements, size))
          expect(coverage.reached).toBe(people.filter((person) => depth(person, statements) > 0).length)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('finds the same witness in any slate, for any number of places', () => {
    let broken = 0
    fc.assert(
      fc.property(tables, fc.infiniteStream(fc.boolean()), ({ votes, states, size }, coin) => {
        const { people, ids } = obvious({ votes, states })
        const chosen = ids.filter(() => coin.next().value)
        const witness = auditSlate(voteApprovals(matrixOf({ votes, states })), chosen, size)
        expect(witness).toEqual(slowAudit(people, ids, chosen, size))
        if (witness !== null) broken += 1
      }),
      { numRuns: 400 },
    )
    expect(broken).toBeGreaterThan(40)
  })

  it('agrees with the definition over every set of people', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        fc.subarray([1, 2, 3, 4, 5]),
        fc.integer({ min: 1, max: 5 }),
        (rows, chosen, size) => {
          const ids = [1, 2, 3, 4, 5]
          const people = rows.map((row) => new Set(ids.filter((_, at) => row[at])))
          const approvals = denseApprovals(ids, Uint8Array.from(rows.flat(), Number))
          expect(auditSlate(approvals, chosen, size) !== null).toBe(violated(people, ids, chosen, size))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('has the same gains after any choice', () => {
    fc.assert(
      fc.property(tables, fc.infiniteStream(fc.boolean()), ({ votes, states }, coin) => {
        const { people, ids } = obvious({ votes, states })
        const approvals = voteApprovals(matrixOf({ votes, states }))
        const chosen = ids.filter(() => coin.next().value)
        const columnOf = (id: number) => approvals.statements.indexOf(id)
        const depths = depthsFrom(approvals, 10)(chosen.map(columnOf))
        for (const id of ids) expect(pavGain(depths, columnOf(id)) / (pavUnit / 2520)).toBe(slowGain(people, chosen, id))
      }),
    )
  })
})

describe('the kernels', () => {
  it('add up over spans, and step by step give what all votes give', () => {
    fc.assert(
      fc.property(tables, fc.nat(14), fc.infiniteStream(fc.boolean()), ({ votes, states }, cut, coin) => {
        const matrix = matrixOf({ votes, states })
        const rows = matrix.participants.length
        const width = matrix.statements.length
        const spans = [
          { from: 0, to: Math.min(cut, rows) },
          { from: Math.min(cut, rows), to: rows },
        ]
        const added = <T extends Int32Array | Float64Array>(kernel: (span: { from: number; to: number }) => T) => {
          const parts = spans.map(kernel)
          expect(Array.from(kernel({ from: 0, to: rows }), (_, at) => parts.reduce((sum, part) => sum + (part[at] ?? NaN), 0))).toEqual(
            Array.from(kernel({ from: 0, to: rows })),
          )
          return kernel({ from: 0, to: rows })
        }
        const columns = Array.from({ length: width }, (_, at) => at).filter(() => coin.next().value)
        const last = columns.at(-1)
        const step = { chosen: Uint16Array.from(columns), width, levels: width + 1 }
        const all = added((span) => depthCounts(matrix, span, step))
        expect(Array.from(matrix.agrees)).toEqual(Array.from({ length: width }, (_, c) => sumOver(width + 1, (d) => all[d * width + c])))
        added((span) => votersOnLive(matrix, span))
        added((span) =>
          approvedByGroup(matrix, span, { ...step, groups: 2, groupOf: Int32Array.from({ length: rows }, (_, row) => (row % 3) - 1) }),
        )
        const shallow = depthsFrom(voteApprovals(matrix), 2)
        for (const many of columns.map((_, at) => columns.slice(0, at + 1)))
          expect(shallow(many).counts).toEqual(
            depthCounts(matrix, { from: 0, to: rows }, { chosen: Uint16Array.from(many), width, levels: 2 }),
          )
        if (last === undefined) return
        const before = { ...step, chosen: step.chosen.slice(0, -1) }
        const moves = added((span) => depthMoves(matrix, span, { ...before, added: last }))
        expect(moved(depthCounts(matrix, { from: 0, to: rows }, before), moves, width)).toEqual(all)
      }),
    )
  })

  it('split into spans choose the same slates', () => {
    fc.assert(
      fc.property(tables, fc.nat(14), ({ votes, states, size: asked }, cut) => {
        const matrix = matrixOf({ votes, states })
        const { candidates, voters } = voteApprovals(matrix)
        const { size, pav, gjcr } = slateOf(matrix, { size: asked })
        const middle = Math.min(cut, matrix.participants.length)
        const width = matrix.statements.length
        const depthsOf = (columns: readonly number[]) => {
          const step = { chosen: Uint16Array.from(columns), width, levels: size + 1 }
          const counts = depthCounts(matrix, { from: 0, to: middle }, step)
          const rest = depthCounts(matrix, { from: middle, to: matrix.participants.length }, step)
          return { counts: counts.map((people, at) => people + (rest[at] ?? NaN)), columns: width, levels: size + 1 }
        }
        const ids = (columns: readonly number[]) => columns.map((column) => matrix.statements[column])
        expect(ids(chosenBy(nextByPav, depthsOf, candidates, { size, voters }))).toEqual(pav.statements)
        expect(ids(chosenBy(nextByGjcr, depthsOf, candidates, { size, voters }))).toEqual(gjcr.statements)
      }),
    )
  })

  it('do not see who is who, nor from where the approvals come', () => {
    fc.assert(
      fc.property(tables, fc.infiniteStream(fc.nat(1e9)), ({ votes, states, size }, names) => {
        const table = { votes: votes.map((row) => row.map((value, column) => (states[column] === 'live' ? (value ?? 0) : null))), states }
        const taken = new Set<number>()
        while (taken.size < votes.length) taken.add(names.next().value ?? 0)
        const renamed = [...taken]
        const slate = slateOf(matrixOf(table), { size })
        expect(
          slateOf(
            matrixOf(table, (row) => renamed[row] ?? NaN),
            { size },
          ),
        ).toEqual(slate)
        const live = states.flatMap((state, column) => (state === 'live' ? [column] : []))
        if (live.length === 0) return
        const cells = table.votes.flatMap((row) => live.map((column) => Number(row[column] === 1)))
        const ids = live.map((column) => 2 * column + 3)
        expect(slateFrom(denseApprovals(ids, Uint8Array.from(cells)), { size })).toEqual(slate)
      }),
    )
  })
})

function sumOver(length: number, term: (at: number) => number | undefined): number {
  return Array.from({ length }, (_, at) => term(at) ?? NaN).reduce((sum, value) => sum + value, 0)
}

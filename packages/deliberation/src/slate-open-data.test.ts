import { describe, expect, it } from 'vitest'
import { voteApprovals } from './approvals.ts'
import type { Conversation } from './conversation.ts'
import { voteMatrix } from './matrix.ts'
import { auditSlate, slateOf } from './slate.ts'
import { openConversation, openNames } from './testing/open-conversations.ts'

const names = openNames

/** The same conversation with so many more people who agree to one new statement, and see nothing else. */
function withMinority({ statements, votes }: Conversation, statement: number, size: number): Conversation {
  const newcomers = Array.from({ length: size }, (_, at) => 1_000_000 + at)
  const { participants, statements: seen, values } = votes as { participants: number[]; statements: number[]; values: number[] }
  return {
    statements: [...statements, { id: statement, state: 'live' }],
    votes: {
      participants: [...participants, ...newcomers],
      statements: [...seen, ...newcomers.map(() => statement)],
      values: [...values, ...newcomers.map(() => 1)],
    },
  }
}

describe.skipIf(names.length === 0)('the open conversations (skipped where ../shared is absent)', () => {
  it('are all nine', () => expect(names).toHaveLength(9))

  for (const name of names) {
    describe(name, () => {
      const conversation = openConversation(name)
      const matrix = voteMatrix(conversation)

      it('has a slate of ten by GJCR and by greedy PAV, in which no claim is unmet', () => {
        const { size, pav, gjcr } = slateOf(matrix)
        expect([size, gjcr.statements.length, pav.statements.length]).toEqual([10, 10, 10])
        expect([gjcr.audit, pav.audit]).toEqual([null, null])
        expect(auditSlate(voteApprovals(matrix), gjcr.statements)).toBeNull()
      })

      it('with a planted minority fails the audit by the most agrees, and passes by GJCR', () => {
        // An eighth of all who then vote: more than a tenth, and for one statement alone.
        const people = Math.ceil(slateOf(matrix).voters / 7)
        const planted = voteMatrix(withMinority(conversation, 99_999, people))
        const { voters, gjcr, pav } = slateOf(planted)
        const most = Array.from(planted.statements, (id, column) => ({ id, agrees: planted.agrees[column] ?? NaN }))
          .filter(({ id }, column) => id !== 99_999 && planted.states[column] === 'live')
          .toSorted((a, b) => b.agrees - a.agrees || a.id - b.id)
          .slice(0, 10)
        const witness = auditSlate(
          voteApprovals(planted),
          most.map(({ id }) => id),
        )
        expect(witness).toEqual({ statement: 99_999, level: 1, people, needed: Math.ceil(voters / 10) })
        expect(gjcr.statements).toContain(99_999)
        expect(pav.statements).toContain(99_999)
        expect(gjcr.audit).toBeNull()
      })
    })
  }
})

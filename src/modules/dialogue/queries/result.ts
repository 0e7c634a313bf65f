import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { shownCount } from '../rules.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { readResultPage } from './result-page.ts'
import { moment, publicStatement, ref } from './shapes.ts'

const counts = z.object({ agrees: z.number().int(), disagrees: z.number().int(), passes: z.number().int() })
const side = z.enum(['agree', 'disagree'])

export const publicResult = query({
  name: 'dialogue.result',
  summary: 'The last computed result. Groups of fewer than ten people come without numbers.',
  route: 'GET /dialogues/{dialogue}/result',
  input: z.object({ dialogue: ref }),
  output: z.object({
    version: z.number().int(),
    computedAt: moment,
    engine: z.string(),
    parameters: z.string(),
    certificate: z.string(),
    participants: z.number().int().nullable().describe('Null: fewer than ten'),
    votes: z.number().int(),
    noGroups: z.string().nullable(),
    groups: z.array(z.object({ id: z.string(), size: z.number().int().nullable().describe('Null: fewer than ten') })),
    common: z.array(z.object({ statement: z.number().int(), side })),
    divisive: z.array(z.number().int()),
    representative: z.array(z.object({ group: z.string(), statements: z.array(z.object({ statement: z.number().int(), side })) })),
    statements: z.array(publicStatement.extend({ counts, groups: z.array(counts.extend({ id: z.string() })) })),
  }),
  async read(db, { input, actor }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    const { page } = await readResultPage(db, dialogue, null)
    if (page === null) return refuse(no('result.missing'))
    return {
      version: page.version,
      computedAt: page.computedAt.toISOString(),
      engine: page.analysis.engine,
      parameters: page.analysis.parameters,
      certificate: page.certificate,
      participants: shownCount(page.analysis.participants),
      votes: page.analysis.votes,
      noGroups: page.analysis.noGroups,
      groups: [...page.groups.map(({ id, size }) => ({ id, size })), ...page.smallGroups.map((id) => ({ id, size: null }))],
      common: page.common.map((one) => ({ statement: one.number, side: one.side })),
      divisive: page.divisive.map((one) => one.number),
      representative: page.ownWords.map((words) => ({
        group: words.group,
        statements: words.statements.map((one) => ({ statement: one.number, side: one.side })),
      })),
      statements: page.all.map((one) => ({ ...publicStatement.parse(one), counts: one.counts, groups: [...one.groups] })),
    }
  },
})

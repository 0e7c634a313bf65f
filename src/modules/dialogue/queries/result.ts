import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import type { Reader } from '../../../platform/db.ts'
import { isSealed, shownCount } from '../rules.ts'
import { readCoverage, type Coverage } from './coverage.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { insightShape, publicInsight } from './insight.ts'
import { readResultPage } from './result-page.ts'
import { removalCounts as readRemovalCounts } from './removals.ts'
import { readSealedPage } from './sealed-result.ts'
import { moment, ref, removalCounts, spokenStatement } from './shapes.ts'

const count = z.number().int().nullable().describe('Null: not shown, where only sums are published')
const counts = z.object({ agrees: count, disagrees: count, passes: count })
const side = z.enum(['agree', 'disagree'])

export const publicResult = query({
  name: 'dialogue.result',
  summary:
    'The last result. Groups of fewer than ten people come without numbers; where only sums are published, so do all counts that would point at fewer than ten',
  route: 'GET /dialogues/{dialogue}/result',
  input: z.object({ dialogue: ref }),
  output: z.object({
    version: z.number().int(),
    computedAt: moment,
    engine: z.string(),
    parameters: z.string(),
    certificate: z.string(),
    participants: z.number().int().nullable().describe('Null: fewer than ten'),
    votes: count,
    removed: removalCounts,
    noGroups: z.string().nullable(),
    groups: z.array(z.object({ id: z.string(), size: z.number().int().nullable().describe('Null: fewer than ten') })),
    common: z.array(z.object({ statement: z.number().int(), side })),
    divisive: z.array(z.number().int()),
    representative: z.array(z.object({ group: z.string(), statements: z.array(z.object({ statement: z.number().int(), side })) })),
    statements: z.array(spokenStatement.extend({ counts, groups: z.array(counts.extend({ id: z.string() })), others: counts.nullable() })),
    sealed: z
      .object({ stage: z.enum(['open', 'closed']), others: z.number().int(), document: z.record(z.string(), z.unknown()) })
      .nullable()
      .describe(
        'Where only sums are published. open: rounded down to tens; others: people in none of the groups; document: what the certificate covers',
      ),
    coverage: z
      .object({
        said: z.number().int(),
        places: z.array(z.object({ country: z.string(), people: z.number().int() })),
        countedOn: z.iso.date(),
      })
      .nullable()
      .describe(
        'Where people said that they live. Each number says "so many or more"; what is not named is not shown. From sealed answers: it cannot be recomputed',
      ),
    ...insightShape,
  }),
  async read(db, { input, actor }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    if (isSealed(dialogue)) return sealedAnswer(db, dialogue, actor)
    const { page } = await readResultPage(db, dialogue, { participant: null, actor })
    if (page === null) return refuse(no('result.missing'))
    return {
      version: page.version,
      computedAt: page.computedAt.toISOString(),
      engine: page.analysis.engine,
      parameters: page.analysis.parameters,
      certificate: page.certificate,
      participants: shownCount(page.analysis.participants),
      votes: page.analysis.votes,
      removed: [...(await readRemovalCounts(db, dialogue.id))],
      noGroups: page.analysis.noGroups,
      groups: [...page.groups.map(({ id, size }) => ({ id, size })), ...page.smallGroups.map((id) => ({ id, size: null }))],
      common: page.common.map((one) => ({ statement: one.number, side: one.side })),
      divisive: page.divisive.map((one) => one.number),
      representative: page.ownWords.map((words) => ({
        group: words.group,
        statements: words.statements.map((one) => ({ statement: one.number, side: one.side })),
      })),
      statements: page.all.map((one) => ({ ...spokenStatement.parse(one), counts: one.counts, groups: [...one.groups], others: null })),
      sealed: null,
      coverage: publicCoverage(await readCoverage(db, dialogue.id)),
      ...publicInsight(page.insight),
    }
  },
})

const publicCoverage = (coverage: Coverage | null) =>
  coverage === null ? null : { said: coverage.said, places: [...coverage.places], countedOn: coverage.countedOn.toISOString().slice(0, 10) }

/** The same for everybody: what stands in the sealed result, and what can be worked out from it. */
async function sealedAnswer(db: Reader, dialogue: Dialogue, actor: Actor) {
  const page = await readSealedPage(db, dialogue, actor)
  if (page === null) return refuse(no('result.missing'))
  const { result, document } = page
  return {
    version: page.version,
    computedAt: dayOf(page.computedAt).toISOString(),
    engine: result.engine,
    parameters: result.parameters,
    certificate: page.certificate,
    participants: result.participants,
    votes: null,
    removed: [...(await readRemovalCounts(db, dialogue.id))],
    noGroups: result.noGroups,
    groups: result.groups.map(({ id, size }) => ({ id, size })),
    common: page.common.map((one) => ({ statement: one.number, side: one.side })),
    divisive: page.divisive.map((one) => one.number),
    representative: page.ownWords.map(({ group, statements }) => ({
      group,
      statements: statements.map((one) => ({ statement: one.number, side: one.side })),
    })),
    statements: page.all.map((one) => ({
      ...spokenStatement.parse(one),
      counts: one.counts,
      groups: one.groups.flatMap(({ id, counts: of }) => (id === null ? [] : [{ id, ...of }])),
      others: one.groups.find(({ id }) => id === null)?.counts ?? null,
    })),
    sealed: { stage: result.stage, others: result.others, document: { ...document } },
    coverage: publicCoverage(await readCoverage(db, dialogue.id)),
    ...publicInsight(null),
  }
}

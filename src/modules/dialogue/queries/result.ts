import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import type { Reader } from '../../../platform/db.ts'
import { isSealed, shownCount } from '../rules.ts'
import { readAbsence, type Absence } from './absence.ts'
import { readCoverage, type Coverage } from './coverage.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { insightShape, publicInsight } from './insight.ts'
import { countOnPaper } from './meetings.ts'
import { readResultPage } from './result-page.ts'
import { removalCounts as readRemovalCounts } from './removals.ts'
import { readSealedPage } from './sealed-result.ts'
import { moment, onPaperCount, ref, removalCounts, spokenStatement } from './shapes.ts'

const count = z.number().int().nullable().describe('Null: not shown, where only sums are published')
const counts = z.object({ agrees: count, disagrees: count, passes: count })
const side = z.enum(['agree', 'disagree'])

const share = z.number().describe('From 0 to 1')

const absenceShape = z
  .object({
    origin: z.string().describe('The country that the dialogue is about'),
    stock: z
      .object({
        ...{ year: z.number().int(), source: z.string(), licence: z.string(), importedOn: z.iso.date() },
        invented: z.boolean().describe('Numbers of a demonstration'),
        total: z.number().int(),
      })
      .describe('The table of people who were born there and live elsewhere: GET /places/stock/{origin}'),
    untold: z.number().int().nullable().describe('So many at most said nothing of where they live, or are not counted yet'),
    inNoTen: share.nullable().describe('Which part of coverage.said is in none of its places; null: nothing is counted yet'),
    places: z
      .array(
        z.object({
          country: z.string(),
          people: z.number().int().nullable().describe('So many or more. Null: nobody, or too few to say'),
          share: share.nullable().describe('people / coverage.said'),
          stock: z.number().int().nullable().describe('Null: the country of origin itself'),
          stockShare: share.nullable().describe('stock / stock.total'),
        }),
      )
      .describe('What is missing most comes first'),
    others: z.object({ countries: z.number().int(), stockShare: share }).describe('Countries with a small share of the stock each'),
  })
  .nullable()
  .describe(
    'Where participants live beside where those live who were born in the country that it is about; null: no such country, or no such table',
  )

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
    onPaper: onPaperCount,
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
    absence: absenceShape,
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
      onPaper: await countOnPaper(db, dialogue.id),
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
      ...(await whoIsThere(db, dialogue, shownCount(page.analysis.participants))),
      ...publicInsight(page.insight),
    }
  },
})

const publicCoverage = (coverage: Coverage | null) =>
  coverage === null ? null : { said: coverage.said, places: [...coverage.places], countedOn: coverage.countedOn.toISOString().slice(0, 10) }

async function whoIsThere(db: Reader, dialogue: Dialogue, participants: number | null) {
  const coverage = await readCoverage(db, dialogue.id)
  return { coverage: publicCoverage(coverage), absence: publicAbsence(await readAbsence(db, dialogue, { coverage, participants })) }
}

function publicAbsence(absence: Absence | null) {
  if (absence === null) return null
  const { origin, stock, untold, inNoTen, places, others } = absence
  return { origin, stock: { ...stock }, untold, inNoTen, places: [...places], others: { ...others } }
}

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
    onPaper: await countOnPaper(db, dialogue.id),
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
    ...(await whoIsThere(db, dialogue, result.participants)),
    ...publicInsight(null),
  }
}

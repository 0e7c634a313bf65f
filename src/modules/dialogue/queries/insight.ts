import type { Analysis, Group } from '#deliberation'
import { z } from 'zod'
import { neededVotes, type NeededVotes } from './needed-votes.ts'
import { slateInWords, type SlateInWords } from './slate-in-words.ts'
import { sharedSureness, surenessOf, type Judged, type SharedSureness, type Sureness } from './sureness.ts'

/** What a result says beyond its lists. Only of dialogues that publish votes: where sums alone are given out, each of these would tell more. */
export type Insight<S extends Judged = Judged> = {
  readonly sureness: Sureness
  /** By number of the statements of common ground. */
  readonly shared: Readonly<Record<number, SharedSureness | null>>
  readonly slate: SlateInWords<S> | null
  readonly needed: NeededVotes<S>
}

export function insightOf<S extends Judged>(
  analysis: Analysis,
  shown: readonly Group[],
  { live, common }: { readonly live: readonly S[]; readonly common: readonly (S & { readonly side: 'agree' | 'disagree' })[] },
): Insight<S> {
  return {
    sureness: surenessOf(analysis, shown),
    shared: Object.fromEntries(common.map((one) => [one.number, sharedSureness(one, analysis)])),
    slate: slateInWords(analysis, live, shown),
    needed: neededVotes(analysis, live, shown),
  }
}

/** The same for programs; every field is null where only sums are published. */
export const insightShape = {
  placed: z.number().int().nullable().describe('People with votes enough for a place in a group. Null: fewer than ten, or not published'),
  steadiness: z
    .number()
    .nullable()
    .describe(
      'Share of trials in which people stay in their group when a tenth of their votes is left out, in hundredths. Null: no groups, or not published',
    ),
  between: z
    .array(z.object({ group: z.string(), people: z.number().int().nullable().describe('Null: fewer than ten') }))
    .nullable()
    .describe('People who stand between groups, by group of ten people and more. Null: not published'),
  slate: z
    .object({
      size: z.number().int(),
      statements: z.array(z.number().int()).describe('In the order in which they were chosen (GJCR). A proposal: nothing is adopted by it'),
      reached: z.number().nullable().describe('Share of people who agree with at least one, in hundredths, rounded down'),
      meanByGroup: z.array(z.object({ group: z.string(), statements: z.number() })),
      openClaim: z
        .object({
          statement: z.number().int().nullable(),
          level: z.number().int(),
          people: z.number().int().nullable(),
          needed: z.number().int(),
        })
        .nullable()
        .describe('What the EJR+ audit found; null: no claim is left open'),
    })
    .nullable(),
  needs: z
    .array(
      z.object({
        group: z.string().nullable().describe('Null: all of them, or anybody where there are no groups'),
        statements: z.array(z.number().int()),
      }),
    )
    .nullable()
    .describe('Statements that lack votes, by the group whose votes they lack. Null: not published'),
}
export type PublicInsight = z.infer<z.ZodObject<typeof insightShape>>

const NOTHING: PublicInsight = { placed: null, steadiness: null, between: null, slate: null, needs: null }

export function publicInsight(insight: Insight | null): PublicInsight {
  if (insight === null) return NOTHING
  const { sureness, slate, needed } = insight
  const { stay, betweenOf } = sureness.groups ?? { stay: null, betweenOf: {} }
  return {
    placed: sureness.placed,
    steadiness: stay === null ? null : stay / 100,
    between: Object.entries(betweenOf).map(([group, people]) => ({ group, people })),
    slate: slate === null ? null : publicSlate(slate),
    needs: needed.from.map(({ group, statements }) => ({ group, statements: statements.map(({ statement }) => statement.number) })),
  }
}

function publicSlate({ size, statements, reached, meanOf, open }: SlateInWords): NonNullable<PublicInsight['slate']> {
  return {
    size,
    statements: statements.map(({ number }) => number),
    reached: reached === null ? null : reached / 100,
    meanByGroup: meanOf.map(({ group, mean }) => ({ group, statements: Math.round(mean * 10) / 10 })),
    openClaim: open === null ? null : { ...open, statement: open.statement?.number ?? null },
  }
}

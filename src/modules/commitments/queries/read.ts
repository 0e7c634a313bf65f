import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { keyOf, type Source, type Sources } from '../../../core/citable.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { At } from '../policy.ts'
import { no } from '../refusals.ts'
import { isChecked, progressOf } from '../rules.ts'
import { bodyNames, commitmentCards } from './cards.ts'
import { demandCommitment } from './facts.ts'
import {
  changesOf,
  checksOf,
  evidenceOf,
  indicatorsOf,
  measurementsOf,
  milestonesOf,
  supportersOf,
  wordingsOf,
  type Change,
} from './parts.ts'
import { practicesOf } from './practices.ts'
import { questionsFor, questionsOf } from './questions.ts'
import { ref } from './shapes.ts'

/** All that the page of a commitment shows. */
export async function readWhole(
  db: Reader,
  sources: Sources,
  at: At,
  { actor, now, keys }: { readonly actor: Actor; readonly now: Date; readonly keys: Keys },
) {
  const { commitment } = at
  const ids = [commitment.id]
  const [card] = await commitmentCards(db, { ids, all: true }, { actor, now })
  if (card === undefined) return refuse(no('commitment.missing'))
  const supporters = await supportersOf(db, ids)
  const checks = await checksOf(db, ids)
  const changes = await changesOf(db, ids)
  const nameOf = await bodyNames(
    db,
    [...supporters.map(({ body }) => body), ...checks.map(({ body }) => body), ...changes.flatMap(({ body }) => body ?? [])],
    actor.locale,
  )
  const measurements = await measurementsOf(db, ids)
  return {
    ...at,
    card,
    nameOf,
    source: await sourceOf(db, sources, at, actor.locale),
    wordings: await wordingsOf(db, ids),
    supporters: supporters.map((one) => ({ ...one, body: nameOf(one.body) })),
    milestones: await milestonesOf(db, ids),
    indicators: (await indicatorsOf(db, ids)).map((one) => ({
      ...one,
      measurements: measurements.filter(({ indicator }) => indicator === one.number),
    })),
    evidence: (await evidenceOf(db, ids)).map((one) => {
      const own = checks.filter(({ evidence }) => evidence === one.number)
      return { ...one, checks: own.map((check) => ({ ...check, body: nameOf(check.body) })), checked: isChecked(own) }
    }),
    changes: changes.filter(isTold),
    // A program is not told which of them is its owner's: nobody else is either.
    questions: questionsFor(await questionsOf(db, ids), at, { keys, account: actor.token === undefined ? actor.account : null }),
    practice: (await practicesOf(db, { ids, all: true }, { actor, now }))[0] ?? null,
  }
}
/** Whom one asked for support, and who said no, is between the two bodies; that a support ended is not. */
function isTold({ kind, body, position }: Change, _index: number, all: readonly Change[]): boolean {
  if (kind === 'support-asked') return false
  if (kind !== 'support-declined') return true
  return all.some((one) => one.kind === 'support-accepted' && one.body === body && one.position < position)
}

export type Whole = Awaited<ReturnType<typeof readWhole>>

async function sourceOf(db: Reader, sources: Sources, { commitment }: At, locale: string): Promise<Source | null> {
  const { sourceSort: sort, sourceId: id } = commitment
  if (sort === null || id === null) return null
  return (await sources.byIds(db, [{ sort, id }], locale)).get(keyOf({ sort, id })) ?? null
}

const text = z.string()
const maybe = z.string().nullable()
const number = z.number()

export const readCommitment = (sources: Sources) =>
  query({
    name: 'commitments.read',
    summary: 'A commitment with its wordings, dates, milestones, indicators, evidence and everything that was done with it',
    route: 'GET /commitments/{commitment}',
    input: z.object(ref),
    output: z.object({
      ...{
        id: text,
        path: text,
        status: text,
        silent: z.boolean(),
        unanswered: number,
        lead: text,
        leadBody: text,
        edition: maybe,
        owner: text,
      },
      ...{ startsOn: text, firstDueOn: text, dueOn: text, endedOn: maybe, checkedOn: maybe, mergedInto: maybe, sdgs: z.array(number) },
      source: z.object({ sort: text, id: text, path: maybe, seenVersion: number.nullable(), version: number.nullable() }).nullable(),
      wordings: z.array(z.object({ language: text, version: number, title: text, text, follows: number.nullable(), writtenAt: z.date() })),
      supporters: z.array(z.object({ body: text, name: text })),
      milestones: z.array(z.object({ number, title: text, language: text, dueOn: text, doneOn: maybe })),
      indicators: z.array(
        z.object({
          ...{ number, name: text, unit: text, baseline: number, target: number, progress: number.nullable() },
          measurements: z.array(z.object({ measuredOn: text, value: number, link: maybe, office: text })),
        }),
      ),
      evidence: z.array(
        z.object({
          ...{ number, text, language: text, link: maybe, datedOn: text, checked: z.boolean() },
          checks: z.array(z.object({ body: text, confirms: z.boolean(), text, checkedOn: text })),
        }),
      ),
      questions: z.array(
        z.object({
          ...{ number, text: maybe, language: text, askedOn: text, due: text, state: text, hiddenFor: maybe, own: z.boolean() },
          answer: z.object({ text, language: text, link: maybe, on: text, office: text }).nullable(),
        }),
      ),
      practice: maybe.describe('Where one reads what others can learn from it'),
      changes: z.array(
        z.object({
          ...{ kind: text, at: z.date(), office: text, body: maybe, reason: maybe, language: maybe, oldDue: maybe, newDue: maybe },
        }),
      ),
    }),
    async read(db, { input, actor, now, outside: { keys } }) {
      const at = await demandCommitment(db, input.commitment, { actor, now })
      return asData(await readWhole(db, sources, at, { actor, now, keys }))
    },
  })

function asData({ card, commitment, source, supporters, evidence, changes, ...whole }: Whole) {
  const { sourceSort: sort, sourceId, sourceVersion } = commitment
  const { id, path, status, silent, unanswered, startsOn, firstDueOn, dueOn, endedOn, checkedOn, mergedInto, owner, sdgs } = card
  return {
    ...{ id, path, status, silent, unanswered, lead: card.lead.name, leadBody: card.lead.id, edition: card.edition?.id ?? null, owner },
    ...{ startsOn, firstDueOn, dueOn, endedOn, checkedOn, mergedInto, sdgs: [...sdgs] },
    source:
      sort === null || sourceId === null
        ? null
        : { sort, id: sourceId, path: source?.path ?? null, seenVersion: sourceVersion, version: source?.version ?? null },
    wordings: whole.wordings.map(({ language, version, title, text: words, follows, writtenAt }) => ({
      ...{ language, version, title, text: words, follows, writtenAt },
    })),
    supporters: supporters.filter(({ state }) => state === 'accepted').map(({ body }) => ({ body: body.id, name: body.name })),
    milestones: whole.milestones.map(({ commitment: _of, ...one }) => one),
    indicators: whole.indicators.map(({ measurements, ...one }) => {
      const last = measurements.at(-1)
      return {
        ...{ number: one.number, name: one.name, unit: one.unit, baseline: one.baseline, target: one.target },
        progress: last === undefined ? null : progressOf(one, last.value),
        measurements: measurements.map(({ measuredOn, value, link, office }) => ({ measuredOn, value, link, office })),
      }
    }),
    evidence: evidence.map(({ checks, ...one }) => ({
      ...{ number: one.number, text: one.text, language: one.language, link: one.link, datedOn: one.datedOn, checked: one.checked },
      checks: checks.map(({ body, confirms, text: words, checkedOn: on }) => ({ body: body.id, confirms, text: words, checkedOn: on })),
    })),
    questions: [...whole.questions],
    practice: whole.practice === null || whole.practice.hiddenFor !== null ? null : whole.practice.path,
    changes: changes.map(({ commitment: _of, position: _position, ...one }) => one),
  }
}

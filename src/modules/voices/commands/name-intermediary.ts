import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { isSteward, namedByOthers, namersOf, rowOfPerson } from '../queries/intermediaries.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, LONGEST, LONGEST_TERM_DAYS, MOST_OPEN } from '../rules.ts'

export const nameIntermediary = command({
  name: 'voices.name-intermediary',
  summary:
    'Name somebody as a trusted intermediary, for a body or a community that one is steward of. They are asked first; a body that speaks for a state names nobody alone',
  route: 'POST /voices/intermediaries',
  limit: 'write',
  input: z.object({
    namer: shapes.namer,
    person: shapes.id,
    languages: z.array(shapes.language).min(1).max(10),
    reach: z.string().trim().min(1).max(LONGEST.reach).describe('How they are reached: a named human where the body agrees, else the body'),
    termEnds: shapes.day,
    mostOpen: z.number().int().min(1).max(MOST_OPEN.most).default(MOST_OPEN.usual),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const before = await rowOfPerson(tx, input.person)
    const namers = before === null ? [] : await namersOf(tx, before.id)
    return {
      steward: await isSteward(tx, { actor, now, outside }, input.namer),
      known: (await people.nameOf(tx, [input.person])).has(input.person),
      ...{ before, again: namers.some(({ sort, id }) => sort === input.namer.sort && id === input.namer.id) },
    }
  },
  may: ({ input, actor, now, facts }) =>
    all(
      namedOrHub(actor),
      facts.steward ? yes : no('voice.not-namer'),
      facts.known ? yes : no('voice.person-unknown'),
      facts.again ? no('voice.named-already') : yes,
      input.termEnds > dayIn(now) && input.termEnds <= daysAfter(now, LONGEST_TERM_DAYS) ? yes : no('voice.term'),
    ),
  async run(tx, { input, facts, now, outside }) {
    const id = facts.before?.id ?? outside.uuid()
    if (facts.before === null)
      await tx
        .insertInto('voice_intermediary')
        .values({
          ...{ id, person_id: input.person, state: 'asked', languages: [...input.languages], reach: input.reach, training: '' },
          ...{ trained_on: null, most_open: input.mostOpen, term_ends: input.termEnds, listed: false, asked_at: now },
          ...{ accepted_on: null, ended_on: null, heard_at: null },
        })
        .execute()
    await tx
      .insertInto('voice_namer')
      .values({ intermediary_id: id, sort: input.namer.sort, subject_id: input.namer.id, named_on: dayIn(now) })
      .execute()
    return { id }
  },
  tell: ({ input }) => [ofNamer(input.namer.id, 'named')],
})

/** Who it is stands in no event: only what it was done for. */
export const ofNamer = (namer: string, deed: string): EventDraft => ({
  ...{ kind: `voices.intermediary.${deed}`, scope: namer, subject: namer, data: {}, visibility: 'internal', anonymous: true },
})

// No route: it is a page for the one who ends it, and nothing that a program does.
export const endNaming = command({
  name: 'voices.end-naming',
  summary:
    'Stop naming an intermediary, for the body or community that named them. Without anybody who names them, or by a state alone, they serve no more',
  input: z.object({ namer: shapes.namer, intermediary: shapes.id }),
  output: z.object({ ended: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    await tx.selectFrom('voice_intermediary').select('id').where('id', '=', input.intermediary).forUpdate().execute()
    const namers = await namersOf(tx, input.intermediary)
    const left = namers.filter(({ sort, id }) => sort !== input.namer.sort || id !== input.namer.id)
    return {
      steward: await isSteward(tx, { actor, now, outside }, input.namer),
      there: left.length < namers.length,
      ends: !(await namedByOthers(tx, left)),
    }
  },
  may: ({ actor, facts }) => all(namedOrHub(actor), facts.steward ? yes : no('voice.not-namer'), facts.there ? yes : no('voice.missing')),
  async run(tx, { input, facts, now }) {
    await tx
      .deleteFrom('voice_namer')
      .where('intermediary_id', '=', input.intermediary)
      .where('sort', '=', input.namer.sort)
      .where('subject_id', '=', input.namer.id)
      .execute()
    if (facts.ends)
      await tx
        .updateTable('voice_intermediary')
        .set({ state: 'ended', ended_on: dayIn(now), listed: false })
        .where('id', '=', input.intermediary)
        .where('state', '!=', 'ended')
        .execute()
    return { ended: facts.ends }
  },
  tell: ({ input }) => [ofNamer(input.namer.id, 'ended')],
})

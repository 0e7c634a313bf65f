import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayOrganiseFor } from '../policy.ts'
import { organisesFor } from '../queries/parts.ts'
import { day, languages, line, slug, zone } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const editionText = z.object({
  language: languageTag,
  name: line(160).min(1),
  theme: line(300).default(''),
  summary: z.string().trim().max(4000).default(''),
  practical: z.string().trim().max(20_000).default('').describe('How one gets there and takes part. Markdown'),
})

/** What an organiser plans of an edition. */
export const editionPlan = {
  slug,
  languages,
  zone: zone.describe('The zone of the place where it is held'),
  startsOn: day,
  endsOn: day,
  daysKnown: z.boolean().default(true).describe('False: nobody has said the days yet, and readers are told so'),
  texts: z.array(editionText).min(1).max(20),
}

export const daysInOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): boolean => startsOn <= endsOn

export const createEdition = command({
  name: 'gatherings.create-edition',
  summary: 'Prepare an edition of a summit as a draft',
  route: 'POST /summits/{summit}/editions',
  input: z
    .object({ summit: z.string().max(60).describe('The name in its address'), ...editionPlan })
    .refine(daysInOrder, { message: 'field.end-before-start', path: ['endsOn'] }),
  output: z.object({ id: z.uuid(), path: z.string() }),
  async facts(tx, { input, actor }) {
    const summit = await tx.selectFrom('summit').select(['id', 'body_id']).where('slug', '=', input.summit).executeTakeFirst()
    if (summit === undefined) return refuse(no('summit.missing'))
    const taken = await tx
      .selectFrom('edition')
      .select('id')
      .where('summit_id', '=', summit.id)
      .where('slug', '=', input.slug)
      .executeTakeFirst()
    return { summitId: summit.id, organiser: await organisesFor(tx, [summit.body_id], actor), taken: taken !== undefined }
  },
  may: ({ actor, facts }) => all(mayOrganiseFor(actor, facts.organiser), facts.taken ? no('gathering.address-taken') : yes),
  async run(tx, { input, facts, actor, now, outside }) {
    const id = outside.uuid()
    await tx
      .insertInto('edition')
      .values({
        id,
        summit_id: facts.summitId,
        slug: input.slug,
        state: 'draft',
        languages: input.languages,
        zone: input.zone,
        starts_on: input.startsOn,
        ends_on: input.endsOn,
        days_known: input.daysKnown,
        created_by: actor.person,
        created_at: now,
        announced_at: null,
      })
      .execute()
    await tx
      .insertInto('edition_text')
      .values(input.texts.map((text, position) => ({ edition_id: id, position, ...text })))
      .execute()
    return { id, path: `/summits/${input.summit}/${input.slug}` }
  },
  tell: ({ facts, result }) => [
    { kind: 'gatherings.edition.created', scope: result.id, subject: result.id, data: { summit: facts.summitId }, visibility: 'internal' },
  ],
})

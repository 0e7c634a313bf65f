import type { Child } from 'hono/jsx'
import { nobody } from '../../../core/actor.ts'
import type { BodySection, Kit, NamedOf, SessionSection, SubjectSection, ThingLabels, ThingSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { listed } from '../queries/listed.ts'
import { claimable, claimsAt, ownThingAt, type Said } from '../queries/claims.ts'
import { mandatesOf } from '../queries/mandates.ts'
import { rowOfPerson, type Namer } from '../queries/intermediaries.ts'
import { ofSession } from '../queries/testimonies.ts'
import { CLAIMING } from '../rules.ts'
import { ClaimForm, ClaimNote } from '../views/claim.tsx'
import { IntermediaryRow, MandateRow, TestimonyRow } from '../views/pieces.tsx'

/** Whom a body or a community trusts to write down the words of others, and who speaks for it. */
async function about(kit: Kit, page: Page, namer: Namer): Promise<Child> {
  const reading = { actor: page.actor, now: page.now, outside: kit.runner.outside }
  const serving = await listed(kit.runner.db, reading, namer)
  const mandates = await mandatesOf(kit.runner.db, reading, namer)
  if (serving.length === 0 && mandates.length === 0) return null
  return (
    <section>
      <h2>{page.say('voices.title')}</h2>
      {serving.length === 0 ? null : <p>{page.say('voices.intermediaries')}</p>}
      <ul class="rows">
        {serving.map((one) => (
          <IntermediaryRow page={page} of={one} />
        ))}
        {mandates.map((one) => (
          <MandateRow page={page} of={one} />
        ))}
      </ul>
      <p>
        <a href={href(page, '/voices')}>{page.say('voices.more')}</a>
      </p>
    </section>
  )
}

export const bodySection: BodySection = (kit, page, id) => about(kit, page, { sort: 'body', id })

export const subjectSection: SubjectSection = async (kit, page, { sort, id }) =>
  sort === 'community' ? about(kit, page, { sort, id }) : null

/** Testimonies that were given for a session, beside what was said in it. */
export const sessionSection: SessionSection = async (kit, page, { id }) => {
  const found = await ofSession(kit.runner.db, id)
  if (found.length === 0) return null
  return (
    <section>
      <h2>{page.say('voices.testimonies')}</h2>
      <ul class="rows">
        {found.map((one) => (
          <TestimonyRow page={page} of={one} />
        ))}
      </ul>
    </section>
  )
}

/** An intermediary who agreed to be listed. */
export const namedOf: NamedOf = async (kit, page, person) => {
  const { db, outside } = kit.runner
  const { say, now } = page
  const row = await rowOfPerson(db, person)
  const all = row?.listed === true ? await listed(db, { actor: nobody(say.locale), now, outside }, null) : []
  const own = all.find(({ id }) => id === row?.id)
  if (row === null || own === undefined) return []
  const line = { what: say('voices.named'), since: row.accepted_on, out: { words: say('voices.named.out'), path: '/voices/desk' } }
  // Also on the page of whoever named them.
  const beside = own.namedBy.map(({ name, language, path }) => ({ ...line, of: { name, language }, path }))
  return [{ ...line, of: null, path: '/voices' }, ...beside]
}

const asRead = (kit: Kit, page: Page) => ({ actor: page.actor, now: page.now, outside: kit.runner.outside })

/** Beside what was said under a mandate: which, within which limits, and whether it holds. */
export const thingLabels: ThingLabels = async (kit, page, at) => {
  const claims = await claimsAt(kit.runner.db, asRead(kit, page), at)
  return new Map(claims.map(({ subject, mandate }) => [subject, <ClaimNote page={page} of={mandate} />]))
}

/** On the page of something that one said oneself: by which mandate. Whoever holds none asks the database for nothing more. */
export const thingSection =
  (said: Said): ThingSection =>
  async (kit, page, { sort, path, toAuthor }) => {
    if (toAuthor || page.actor.person === null || !CLAIMING.includes(sort)) return null
    const { db, outside } = kit.runner
    const held = await claimable(db, asRead(kit, page))
    if (held.length === 0 || (await ownThingAt(db, said, path, { actor: page.actor, outside })) === null) return null
    return <ClaimForm page={page} about={path} held={held.map(({ id, subject }) => ({ value: id, label: subject }))} />
  }

import type { Child } from 'hono/jsx'
import type { BodySection, Kit, SessionSection, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { listed } from '../queries/listed.ts'
import { mandatesOf } from '../queries/mandates.ts'
import type { Namer } from '../queries/intermediaries.ts'
import { ofSession } from '../queries/testimonies.ts'
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

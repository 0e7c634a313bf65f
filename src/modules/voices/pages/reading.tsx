import { Hono } from 'hono'
import { countryName } from '../../../web/countries.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env } from '../../../web/page.ts'
import { listed } from '../queries/listed.ts'
import { mandatesOf } from '../queries/mandates.ts'
import { counts, demandTestimony, newestTestimonies } from '../queries/testimonies.ts'
import { ON_A_PAGE } from '../rules.ts'
import { TestimonyPage, VoicesPage } from '../views/front.tsx'
import { idAt, readingOf } from './place.ts'

/** What everybody reads. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const { db } = kit.runner
  app.get('/voices', async (c) => {
    const reading = readingOf(c, kit)
    return c.html(
      <VoicesPage
        page={c.var.page}
        testimonies={await newestTestimonies(db, ON_A_PAGE)}
        intermediaries={await listed(db, reading, null)}
        mandates={await mandatesOf(db, reading, null)}
        counts={await counts(db)}
        signedIn={c.var.page.actor.person !== null}
      />,
    )
  })
  app.get('/voices/testimonies/:testimony', async (c) => {
    const { page } = c.var
    const of = await demandTestimony(db, idAt(c, 'testimony'))
    const thing = { sort: 'testimony', scope: of.id, subject: of.id, path: of.path, toAuthor: false }
    const country = of.country === null ? null : countryName(page.say.locale, of.country)
    return c.html(<TestimonyPage page={page} of={of} country={country} sections={await kit.thingSections(page, thing)} />)
  })
  return app
}

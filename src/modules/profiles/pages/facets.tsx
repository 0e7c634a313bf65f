import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { saveFacet } from '../commands/save-facet.ts'
import { consentText } from '../queries/consent-texts.ts'
import { ownCard } from '../queries/own-card.ts'
import { no } from '../refusals.ts'
import { FACETS, type Facet } from '../tables.ts'
import { FacetPage } from '../views/facet.tsx'

/** One page for each thing that an identity can tell: what it is for, to whom, and what one agrees to. */
export function facetPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/facets/:facet', (c) => show(c, kit, facetAt(c.req.param('facet'))))
  app.post('/me/facets/:facet', (c) => save(c, kit, facetAt(c.req.param('facet'))))
  return app
}

const facetAt = (word: string): Facet => FACETS.find((facet) => facet === word) ?? refuse(no('card.missing'))

type Written = { readonly values: readonly string[]; readonly audience: string; readonly problem: Problem }

async function show(c: PageContext, kit: Kit, facet: Facet, written?: Written): Promise<Response> {
  const { page } = c.var
  const card = await ask(kit.runner, ownCard, {}, page.actor)
  const told = card.facets.find((one) => one.facet === facet)
  return c.html(
    <FacetPage
      page={page}
      facet={facet}
      card={card}
      values={written?.values ?? told?.values ?? []}
      audience={written?.audience ?? told?.audience ?? 'nobody'}
      words={consentText(facet, page.say.locale)}
      problem={written?.problem}
    />,
  )
}

async function save(c: PageContext, kit: Kit, facet: Facet): Promise<Response> {
  const form = await readForm(c)
  const [values, audience] = [valuesOf(form), form.text('audience')]
  const agreed = form.checked('agreed') ? form.text('version') : undefined
  const input = { facet, values, audience, agreed }
  return attempt(c, () => perform(kit.runner, saveFacet, input, c.var.page.actor), {
    done: () => goTo(c, '/me/card'),
    redraw: (problem) => show(c, kit, facet, { values, audience, problem }),
  })
}

const MOST_LINES = 20

/** Lines that were left empty close up, so that the fault of the second value stands at the second line. */
function valuesOf(form: Form): readonly string[] {
  const written = Array.from({ length: MOST_LINES }, (_, line) => form.text(`values.${line}`)).filter((value) => value !== '')
  return written.length === 0 ? [''] : written
}

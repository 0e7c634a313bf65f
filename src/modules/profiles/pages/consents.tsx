import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { withdrawConsent } from '../commands/withdraw-consent.ts'
import { myConsents, type Consent } from '../queries/consents.ts'
import { no } from '../refusals.ts'
import { ConsentsPage, receiptLines } from '../views/consents.tsx'

export function consentPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/consents', async (c) =>
    c.html(<ConsentsPage page={c.var.page} consents={await ask(kit.runner, myConsents, {}, c.var.page.actor)} />),
  )
  app.get('/me/consents/:consent/receipt.txt', async (c) => {
    const consent = await consentAt(c, kit)
    return download(c, consent, 'txt', `${receiptLines(c.var.page, consent).join('\n')}\n`)
  })
  app.get('/me/consents/:consent/receipt.json', async (c) => {
    const consent = await consentAt(c, kit)
    return download(c, consent, 'json', `${JSON.stringify({ hub: kit.publicUrl, ...consent }, null, 2)}\n`)
  })
  app.post('/me/consents/:consent/withdrawal', async (c) => {
    await perform(kit.runner, withdrawConsent, { consent: c.req.param('consent') }, c.var.page.actor)
    return goTo(c, '/me/consents')
  })
  return app
}

async function consentAt(c: PageContext, kit: Kit): Promise<Consent> {
  const consents = await ask(kit.runner, myConsents, {}, c.var.page.actor)
  return consents.find(({ consent }) => consent === c.req.param('consent')) ?? refuse(no('consent.missing'))
}

const TYPES = { txt: 'text/plain; charset=utf-8', json: 'application/json' } as const

const download = (c: PageContext, { facet, consent }: Consent, ending: keyof typeof TYPES, body: string): Response =>
  c.body(body, 200, {
    'content-type': TYPES[ending],
    'content-disposition': `attachment; filename="consent-${facet}-${consent.slice(0, 8)}.${ending}"`,
  })

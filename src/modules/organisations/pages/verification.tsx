import { Hono } from 'hono'
import type { Command } from '../../../core/command.ts'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { claimDomain } from '../commands/claim-domain.ts'
import { dropDomain } from '../commands/drop-domain.ts'
import { giveAttestation } from '../commands/give-attestation.ts'
import { giveVouching } from '../commands/give-vouching.ts'
import { markDifference } from '../commands/mark-difference.ts'
import { requestDomainCheck } from '../commands/request-domain-check.ts'
import { withdrawAttestation } from '../commands/withdraw-attestation.ts'
import { withdrawVouching } from '../commands/withdraw-vouching.ts'
import { mayAttest, mayTend, mayVouch, mayWithdrawVouching } from '../policy.ts'
import { bodyBySlug } from '../queries/body-cards.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { claimedDomains } from '../queries/domains.ts'
import { differentCards } from '../queries/look-alikes.ts'
import { verification } from '../queries/verification.ts'
import { possibleVouchers, vouchFacts } from '../queries/vouch-facts.ts'
import { no } from '../refusals.ts'
import { VerificationPage, type Desk } from '../views/verification.tsx'
import { bodyPath } from './bodies.tsx'

type Written = { readonly domain?: string; readonly reason?: string; readonly problem?: Problem }

export function verificationPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies/:slug/verification', (c) => show(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/domains', async (c) => {
    const domain = (await readForm(c)).text('domain')
    return post(c, kit, { slug: c.req.param('slug'), command: claimDomain, more: { domain }, then: '#domains', written: { domain } })
  })
  app.post('/bodies/:slug/domains/checks', async (c) => {
    const more = { domain: (await readForm(c)).text('domain') }
    return post(c, kit, { slug: c.req.param('slug'), command: requestDomainCheck, more, then: '#domains' })
  })
  app.post('/bodies/:slug/domains/dropping', async (c) => {
    const more = { domain: (await readForm(c)).text('domain') }
    return post(c, kit, { slug: c.req.param('slug'), command: dropDomain, more, then: '#domains' })
  })
  app.post('/bodies/:slug/vouchings', async (c) => {
    const more = { voucher: (await readForm(c)).text('voucher') }
    return post(c, kit, { slug: c.req.param('slug'), command: giveVouching, more, then: '#evidence' })
  })
  app.post('/bodies/:slug/vouchings/withdrawal', async (c) => {
    const more = { voucher: (await readForm(c)).text('voucher') }
    return post(c, kit, { slug: c.req.param('slug'), command: withdrawVouching, more, then: '#evidence' })
  })
  app.post('/bodies/:slug/attestation', async (c) => {
    const reason = (await readForm(c)).text('reason')
    return post(c, kit, { slug: c.req.param('slug'), command: giveAttestation, more: { reason }, then: '#evidence', written: { reason } })
  })
  app.post('/bodies/:slug/attestation/withdrawal', (c) =>
    post(c, kit, { slug: c.req.param('slug'), command: withdrawAttestation, more: {}, then: '#evidence' }),
  )
  app.post('/bodies/:slug/differences', async (c) => {
    const more = { other: (await readForm(c)).text('other') }
    return post(c, kit, { slug: c.req.param('slug'), command: markDifference, more, then: '#evidence' })
  })
  app.post('/bodies/:slug/differences/withdrawal', async (c) => {
    const more = { other: (await readForm(c)).text('other'), different: false }
    return post(c, kit, { slug: c.req.param('slug'), command: markDifference, more, then: '#evidence' })
  })
  return app
}

type Post<Input, Facts, Result> = {
  readonly slug: string
  readonly command: Command<Input, Facts, Result>
  readonly more: Readonly<Record<string, unknown>>
  readonly then: string
  readonly written?: Written
}

/** Do it and look at the page; or see the page again, with what was written and what is wrong with it. */
function post<Input, Facts, Result>(c: PageContext, kit: Kit, asked: Post<Input, Facts, Result>): Promise<Response> {
  const { slug, command, more, then, written = {} } = asked
  return attempt(c, () => perform(kit.runner, command, { body: slug, ...more }, c.var.page.actor), {
    done: () => goTo(c, `${bodyPath(slug)}/verification${then}`),
    redraw: (problem) => show(c, kit, slug, { ...written, problem }),
  })
}

async function show(c: PageContext, kit: Kit, slug: string, written: Written = {}): Promise<Response> {
  const { page } = c.var
  const body = (await bodyBySlug(kit.runner.db, slug, page.say.locale)) ?? refuse(no('body.missing'))
  const shown = await ask(kit.runner, verification, { body: slug }, page.actor)
  const desk = await deskOf(c, kit, { slug, written, vouching: shown.vouchings.map((one) => one.body.slug) })
  if (desk.claims !== null) c.header('cache-control', 'no-store')
  return c.html(<VerificationPage page={page} body={body} shown={shown} desk={desk} />)
}

type Asked = { readonly slug: string; readonly written: Written; readonly vouching: readonly string[] }

async function deskOf(c: PageContext, kit: Kit, { slug, written, vouching }: Asked): Promise<Desk> {
  const { actor, now } = c.var.page
  const { db } = kit.runner
  const facts = await bodyFacts(db, slug, actor)
  const vouchers = await possibleVouchers(db, slug, { actor, now })
  const given = await Promise.all(
    vouching.map(async (voucher) => ({ voucher, known: await vouchFacts(db, { body: slug, voucher }, actor, now) })),
  )
  return {
    claims: mayTend(actor, facts).ok ? await ask(kit.runner, claimedDomains, { body: slug }, actor) : null,
    vouchers: vouchers.filter((one) => mayVouch(actor, one.facts).ok).map(({ card }) => card),
    withdrawable: new Set(given.filter(({ known }) => mayWithdrawVouching(actor, known).ok).map(({ voucher }) => voucher)),
    operator: mayAttest(actor, facts).ok,
    different: mayAttest(actor, facts).ok && facts !== null ? await differentCards(db, facts.id, c.var.page.say.locale) : [],
    domain: written.domain ?? '',
    reason: written.reason ?? '',
    problem: written.problem,
  }
}

import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { cancelPlace } from '../commands/cancel-place.ts'
import { registerPerson } from '../commands/register-person.ts'
import { renewTicket } from '../commands/renew-ticket.ts'
import { mayHoldTicket, mayRegister } from '../policy.ts'
import { codeOf, openReason, ownOf, readingsOf, toldBy } from '../queries/own.ts'
import { pathOfTicket } from '../queries/letter.ts'
import { confirmedIn, planOf, questionsOf } from '../queries/plan.ts'
import { qrOf } from '../../../web/qr.tsx'
import { no } from '../refusals.ts'
import type { RegistrationValues } from '../views/registration-form.tsx'
import { NumbersPage, RegistrationPage } from '../views/registration.tsx'
import { TicketPage } from '../views/ticket.tsx'
import { EDITION, editionAt, flattened, keepPrivate } from './place.ts'

const AT = `${EDITION}/registration`

/** To ask for a place, change it, give it back, and the ticket. */
export function registeringPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => showRegistration(c, kit))
  app.post(AT, (c) => register(c, kit))
  app.post(`${AT}/cancellation`, async (c) => {
    const { edition } = await editionAt(c, kit)
    await perform(kit.runner, cancelPlace, { edition: edition.id }, c.var.page.actor)
    return goTo(c, `${edition.path}/registration`)
  })
  app.get(`${AT}/numbers`, async (c) => {
    const { edition } = await editionAt(c, kit)
    const plan = (await planOf(kit.runner.db, edition.id)) ?? refuse(no('registration.none'))
    return c.html(<NumbersPage page={c.var.page} edition={edition} plan={plan} />)
  })
  app.get(`${AT}/ticket`, (c) => showTicket(c, kit))
  app.post(`${AT}/ticket`, async (c) => {
    const { edition } = await editionAt(c, kit)
    await perform(kit.runner, renewTicket, { edition: edition.id }, c.var.page.actor)
    return goTo(c, `${edition.path}/registration/ticket`)
  })
  // What a letter says: the address tells nothing of the edition.
  app.get('/tickets/:ticket', async (c) => {
    const { page } = c.var
    if (page.actor.account === null) return goTo(c, `/sign-in?then=${encodeURIComponent(`/tickets/${c.req.param('ticket')}`)}`)
    const path = await pathOfTicket(kit.runner.db, c.req.param('ticket'), page.actor)
    return goTo(c, path ?? refuse(no('registration.not-yours')))
  })
  return app
}

async function showRegistration(c: PageContext, kit: Kit, redrawn?: { values: RegistrationValues; problem: Problem }): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { edition, organiser } = await editionAt(c, kit)
  const plan = (await planOf(db, edition.id)) ?? refuse(no('registration.none'))
  const own = await ownOf(db, edition.id, page.actor, outside.keys)
  const mine = own === null || own.otherName ? null : { edition: edition.id, id: own.id }
  const said = mine === null ? null : await toldBy(db, outside.keys, mine)
  const taken = await confirmedIn(db, edition.id)
  const isFull = (mode: 'in-person' | 'online') => plan.places[mode] !== null && taken[mode] >= (plan.places[mode] ?? 0)
  if (page.actor.account !== null) keepPrivate(c)
  return c.html(
    <RegistrationPage
      page={page}
      edition={edition}
      plan={plan}
      full={{ 'in-person': isFull('in-person'), online: isFull('online') }}
      own={own}
      reason={mine === null ? null : openReason(outside.keys, own?.reasonSealed ?? null)}
      readings={mine === null ? [] : await readingsOf(db, mine)}
      may={mayRegister(page.actor, { plan, calledOff: edition.state === 'called-off', own }, page.now)}
      questions={await questionsOf(db, edition.id)}
      values={
        redrawn?.values ?? {
          ...{ mode: own?.mode ?? '', quiet: own?.quiet ?? false, letter: own?.letter ?? false },
          told: said ?? { badge: page.personName ?? '', access: [], diet: [], languages: [], note: '', answers: {} },
        }
      }
      organiser={organiser}
      problem={redrawn?.problem}
    />,
  )
}

function valuesIn(form: Form, questions: readonly string[]): RegistrationValues {
  return {
    mode: form.text('mode'),
    quiet: form.checked('quiet'),
    letter: form.checked('letter'),
    told: {
      badge: form.text('badge'),
      access: form.all('access'),
      diet: form.all('diet'),
      languages: [...form.all('languages')],
      note: form.text('note'),
      answers: Object.fromEntries(questions.map((id) => [id, form.text(`answer-${id}`)])),
    },
  }
}

async function register(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { edition } = await editionAt(c, kit)
  const questions = await questionsOf(kit.runner.db, edition.id)
  const values = valuesIn(
    await readForm(c),
    questions.map(({ id }) => id),
  )
  await kit.limits.spend('write', c.var.visitor)
  return attempt(c, () => perform(kit.runner, registerPerson, { edition: edition.id, ...values }, page.actor), {
    done: () => goTo(c, `${edition.path}/registration`),
    redraw: (problem) => showRegistration(c, kit, { values, problem: flattened(problem) }),
  })
}

async function showTicket(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { edition } = await editionAt(c, kit)
  const own = await ownOf(db, edition.id, page.actor, outside.keys)
  demand(mayHoldTicket(page.actor, own))
  const { id, mode, codeSealed } = own ?? refuse(no('registration.not-yours'))
  const code = codeOf(outside.keys, codeSealed)
  const said = await toldBy(db, outside.keys, { edition: edition.id, id })
  keepPrivate(c)
  return c.html(<TicketPage page={page} edition={edition} mode={mode} badge={said?.badge ?? ''} code={code} qr={qrOf(code, 'M')} />)
}

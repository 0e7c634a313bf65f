import type { Actor } from '../../../core/actor.ts'
import { nobody } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { together } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { dropCookie, readCookie, writeCookie } from '../../../web/cookies.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Joining, Kit } from '../../../web/manifest.ts'
import { href, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { useProvider } from '../commands/use-provider.ts'
import { openArrival, sealArrival, type Arrival } from '../queries/passage.ts'
import { accountOfSubject } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { PASSAGE_MINUTES } from '../rules.ts'
import { JoinPage, NotSignedInPage } from '../views/passage.tsx'

export const hexOf = (subject: readonly Buffer[]): [string, ...string[]] => {
  const [first = '', ...rest] = subject.map((tag) => tag.toString('hex'))
  return [first, ...rest]
}
const tagsIn = ({ subject }: Arrival): readonly Buffer[] => subject.map((tag) => Buffer.from(tag, 'hex'))

/** What somebody new has to accept; null for who has an account, and where there is nothing to accept. */
const joiningBy = async (c: PageContext, kit: Kit, arrival: Arrival): Promise<Joining | null> =>
  (await accountOfSubject(kit.runner.db, tagsIn(arrival))) === null ? kit.joining(c.var.page, THE_HUB) : null

/** Somebody for whom a provider has vouched: signed in at once, or asked first to accept what everybody accepts who joins. */
export async function takeIn(c: PageContext, kit: Kit, arrival: Arrival): Promise<Response> {
  const joining = await joiningBy(c, kit, arrival)
  if (joining === null) return signIn(c, kit, arrival, null)
  const days = PASSAGE_MINUTES / (24 * 60)
  writeCookie(c, 'passage', sealArrival(kit.runner.outside.keys, arrival), { secure: kit.secureCookies, days })
  return draw(c, arrival, joining)
}

const draw = (c: PageContext, { provider }: Arrival, joining: Joining, problem?: Problem): Response | Promise<Response> =>
  c.html(<JoinPage page={c.var.page} slug={provider} joining={joining.draw(problem)} problem={problem} />)

/** The form in which it was accepted, sent by the browser that came back. */
export async function joinHere(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page, visitor } = c.var
  const form = await readForm(c)
  const arrival = openArrival(kit.runner.outside.keys, readCookie(c, 'passage', kit.secureCookies) ?? '')
  const joining = arrival === null ? null : await joiningBy(c, kit, arrival)
  const run = async () => {
    await kit.limits.spend('sign-in', visitor)
    if (arrival === null || arrival.provider !== slug) return refuse(no('provider.other-browser'))
    if (page.now.getTime() >= arrival.endsAt) return refuse(no('provider.too-late'))
    joining?.demand(form)
    dropCookie(c, 'passage', kit.secureCookies)
    return signIn(c, kit, arrival, joining)
  }
  return attempt(c, run, {
    done: (answer) => answer,
    redraw: (problem) =>
      arrival !== null && joining !== null && problem.fields.size > 0
        ? draw(c, arrival, joining, problem)
        : c.html(<NotSignedInPage page={page} problem={problem} adding={false} />),
  })
}

/** The account is made and what was accepted recorded in one transaction. */
async function signIn(c: PageContext, kit: Kit, arrival: Arrival, joining: Joining | null): Promise<Response> {
  const { page } = c.var
  const { provider, state, next } = arrival
  const newcomerName = page.say('person.placeholder', { mark: kit.runner.outside.uuid().slice(0, 4) })
  const replaces = (readCookie(c, 'session', kit.secureCookies) ?? '').slice(0, 200)
  const input = { provider, subject: tagsIn(arrival), state, newcomerName, ...(replaces === '' ? {} : { replaces }) }
  const { session, newcomer } = await together(kit.runner, async (deed, tx) => {
    const done = await deed(useProvider, input, page.actor)
    if (joining !== null && done.newcomer) await joining.record(deed, await actorOf(tx, done.person, page.say.locale))
    return done
  })
  writeCookie(c, 'session', session, { secure: kit.secureCookies, days: people.sessionDays })
  if (!newcomer) return c.redirect(href(page, next ?? '/'), 303)
  const then = kit.welcome(next)
  // Not goTo(): the path inside the query is encoded already, and must not be encoded again.
  return c.redirect(href(page, then === null ? '/me/name' : `/me/name?then=${encodeURIComponent(then)}`), 303)
}

/** Somebody who has an account since this very transaction. */
async function actorOf(tx: Tx, person: string, locale: string): Promise<Actor> {
  const account = await people.accountOf(tx, person)
  return { ...nobody(locale), account: account as Actor['account'], person: person as Actor['person'] }
}

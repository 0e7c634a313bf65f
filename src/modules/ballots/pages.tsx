import { createHash } from 'node:crypto'
import { ED25519, keyOf, vkeyOf } from '#merkle-log'
import { Hono } from 'hono'
import { clientAddress, type HiddenVoices } from '../../core/hidden-voices.ts'
import { perform } from '../../core/perform.ts'
import { refuse } from '../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../web/form.ts'
import { oneForEach } from '../../platform/gathering.ts'
import { asksFor } from '../../web/kept-pages.ts'
import type { Kit, SubjectSection } from '../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../web/page.ts'
import { urlOf } from '../../web/url.ts'
import { noteIssuer } from './commands/note-issuer.ts'
import { boxOf, placeOf, type Found } from './queries/boxes.ts'
import { publicCheck, type PublicCheck } from './queries/public-check.ts'
import { no } from './refusals.ts'
import { dayIn, KNOWS_NOBODY, takesVotes, votesUntil } from './rules.ts'
import { CheckPage } from './views/check.tsx'

export function pagesOf(kit: Kit, places: readonly HiddenVoices[]): Hono<Env> {
  const app = new Hono<Env>()
  const { ballots } = kit.runner.outside
  // Votes for another origin are not taken here, so that no cookie of this one ever comes with them.
  if (ballots !== undefined)
    app.all('/api/ballots/*', (c, next) => (KNOWS_NOBODY.test(c.req.path) ? refuse(no('ballot.elsewhere', { origin: ballots })) : next()))
  app.get('/dialogues/:dialogue/ballots', (c) => drawCheck(c, kit, places))
  app.post('/dialogues/:dialogue/ballots/issuers', (c) => noteSecond(c, kit, places))
  app.get('/voice/', (c) => sendFile(c, kit, 'index.html'))
  app.get('/voice/:file', (c) => sendFile(c, kit, c.req.param('file')))
  return app
}

type Written = { readonly values: Readonly<Record<string, string>>; readonly problem?: Problem }

/** The box under that address. */
async function boxAt(c: PageContext, kit: Kit, places: readonly HiddenVoices[]): Promise<Found> {
  const { db } = kit.runner
  for (const voices of places) {
    const place = await voices.placeOf(db, c.req.param('dialogue') ?? '')
    const box = place === null ? null : await boxOf(db, place.id)
    if (place !== null && box !== null) return { place, box, voices }
  }
  return refuse(no('ballot.missing'))
}

async function drawCheck(c: PageContext, kit: Kit, places: readonly HiddenVoices[], written: Written = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { place, box, voices } = await boxAt(c, kit, places)
  const check = await publicCheck(db, box, kit.runner.outside.ballots)
  const untold = check.issuers.slice(1).find(({ issued }) => issued === null)
  const moderates = untold !== undefined && (await voices.mayModerate(db, box.id, page.actor)).ok
  return c.html(
    <CheckPage
      page={page}
      title={await voices.titleOf(db, place.id, page.say.locale)}
      path={place.path}
      until={dayIn(votesUntil(place))}
      open={takesVotes(box, place, page.now).ok}
      over={box.closed || place.state === 'closed' || page.now >= votesUntil(place)}
      check={check}
      command={commandOf(kit, check)}
      missing={moderates ? { digest: untold.digest, values: written.values, problem: written.problem } : null}
    />,
  )
}

/** As somebody types it who has the program and nothing else of this hub. */
function commandOf({ publicUrl, runner }: Kit, { files, issuers }: PublicCheck): string | null {
  const { origin, publicKey } = runner.outside.signer.log
  const held = publicKey()
  if (held === null) return null
  const { protocol, host } = new URL(publicUrl)
  const others = issuers.filter(({ name }) => name !== host).map(({ name }) => `--slots https://${name}`)
  const log = [`--log ${protocol}//${origin}`, `--key '${vkeyOf(keyOf(origin, ED25519, held))}'`]
  return ['npm run -s passerelle -- verify', new URL(files, publicUrl).href, ...log, ...others].join(' ')
}

const TOLD = ['digest', 'roll', 'issued', 'issuedRoot', 'emptyRoot', 'votingOpens'] as const

async function noteSecond(c: PageContext, kit: Kit, places: readonly HiddenVoices[]): Promise<Response> {
  const form = await readForm(c)
  const { place, box } = await boxAt(c, kit, places)
  const values = Object.fromEntries(TOLD.map((name) => [name, form.text(name)]))
  return attempt(c, () => perform(kit.runner, noteIssuer(places), { dialogue: box.id, ...values }, c.var.page.actor), {
    done: () => goTo(c, `${place.path}/ballots`),
    redraw: (problem) => drawCheck(c, kit, places, { values, problem }),
  })
}

/** What the client may do: it talks with hubs, and nothing of it comes from elsewhere. */
const policyTo = (others: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["connect-src 'self'", ...others].join(' '),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** From the hub the client asks the box, and from the box the public log of the hub. */
function othersFrom(c: PageContext, { publicUrl, runner }: Kit): readonly string[] {
  const here = urlOf(c.req.raw).host
  return [new URL(publicUrl).origin, runner.outside.ballots].flatMap((origin) =>
    origin === undefined || new URL(origin).host === here ? [] : [origin],
  )
}

const etagOf = oneForEach((body: Uint8Array) => `W/"${createHash('sha256').update(body).digest('hex')}"`)

/**
 * The voter's client: the same bytes for everybody, under names that do not change, so that they can be compared with what the log says. It is
 * kept, and asked for by its digest each time; the answer that it has not changed says the policy again, or a browser would take the hub's.
 */
function sendFile(c: PageContext, kit: Kit, name: string): Response {
  const file = c.var.page.assets.find(`/voice/${name}`)
  if (file === undefined) return refuse(no('ballot.missing'))
  const etag = etagOf(file.body)
  const headers = { 'cache-control': 'public, no-cache', 'content-security-policy': policyTo(othersFrom(c, kit)), etag }
  if (asksFor(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(file.body), { headers: { ...headers, 'content-type': file.type } })
}

export const sectionOf =
  (places: readonly HiddenVoices[]): SubjectSection =>
  async (kit, page, { sort, id, path }) => {
    if (sort !== 'dialogue') return null
    const { db } = kit.runner
    const box = await boxOf(db, id)
    const found = box === null ? null : await placeOf(places, db, id)
    if (box === null || found === null) return null
    const { say } = page
    const over = box.closed || found.place.state === 'closed' || page.now >= votesUntil(found.place)
    const never = over && box.votesFrom === null
    const shut = never ? say('ballots.state.never', { least: box.least }) : say(over ? 'ballots.state.closed' : 'ballots.shut')
    return (
      <section id="ballot-box" aria-labelledby="ballot-box-title">
        <h2 id="ballot-box-title">{say('ballots.title')}</h2>
        {takesVotes(box, found.place, page.now).ok ? (
          <p class="actions">
            <a class="button" href={clientAddress(id, kit.runner.outside.ballots)}>
              {say('ballots.vote')}
            </a>
          </p>
        ) : (
          <p>{shut}</p>
        )}
        <p>
          <a href={href(page, `${path}/ballots`)}>{say('ballots.check')}</a>
        </p>
      </section>
    )
  }

import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { ask } from '../../../core/perform.ts'
import { writeZip } from '../../../platform/zip.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { bundleOf } from '../queries/bundle.ts'
import { demandCheckable, signingKeys } from '../queries/certificate.ts'
import { checkableHead, signatureFile } from '../queries/checkable.ts'
import { isSealed } from '../rules.ts'
import { CheckPage } from '../views/check.tsx'
import { dialogueAt } from './title.ts'

/** What somebody needs who does not want to believe the hub: the bundle, a page that checks it, the keys. */
export function checkingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/dialogues/:dialogue/result/check', (c) => drawCheck(c, kit))
  app.get('/dialogues/:dialogue/result/bundle', (c) => sendBundle(c, kit))
  app.get('/dialogues/:dialogue/result/keys', (c) => sendKeysOf(c, kit))
  app.get('/.well-known/passerelle-keys.json', (c) => sendKeys(c, kit))
  return app
}

async function drawCheck(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue, title } = await dialogueAt(c, kit)
  const step = await checkableHead(kit.runner.db, dialogue.id)
  return c.html(<CheckPage page={c.var.page} slug={dialogue.slug} title={title} step={step} sealed={isSealed(dialogue)} />)
}

async function sendBundle(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { dialogue, title } = await dialogueAt(c, kit)
  const checkable = await demandCheckable(db, dialogue)
  const url = address(page, `/dialogues/${dialogue.slug}`)
  const about = { url, locale: page.say.locale, now: page.now }
  const files = bundleOf(db, dialogue, {
    checkable,
    about,
    readme: readme(page, { title: title.text, url, version: checkable.version, signedAt: checkable.hub }),
    outside,
  })
  c.header('content-type', 'application/zip')
  c.header('content-disposition', `attachment; filename="result-${checkable.certificate.slice(0, 12)}.zip"`)
  if (c.req.method === 'HEAD') return c.body(null)
  return stream(c, async (out) => writeZip(files, checkable.computedAt, async (bytes) => out.write(bytes)))
}

type About = { readonly title: string; readonly url: string; readonly version: number; readonly signedAt: string }

/** What lies in the bundle and what to do with it, for whoever finds it years later. */
function readme({ say, hubName }: Page, { title, url, version, signedAt }: About): string {
  const keys = `${signedAt}/.well-known/passerelle-keys.json`
  return [
    say('bundle.what', { title, hub: hubName, version }),
    url,
    say('bundle.files'),
    ...['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv', 'certificate.json', 'signature.json'].map(
      (file) => `  ${file}: ${say(`export.${file}`)}`,
    ),
    say('bundle.page', { url: `${url}/result/check` }),
    `${say('bundle.command')}\n\n  npm run -s passerelle -- verify <folder>`,
    say('bundle.key', { url: keys }),
    say('bundle.spreadsheet'),
  ]
    .join('\n\n')
    .concat('\n')
}

/** Of the hub that signed this result, as it said them when the body came here: this hub keeps them, and signs nothing with them. */
async function sendKeysOf(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  const checkable = await demandCheckable(kit.runner.db, dialogue)
  const { statement, keys } = signatureFile(checkable, kit.runner.outside)
  return c.json({ hub: statement.hub, keys: [...keys] }, 200, { 'cache-control': 'no-cache' })
}

/** For programs of other sites too: there is nothing in it that is not meant to be known. */
async function sendKeys(c: PageContext, kit: Kit): Promise<Response> {
  const published = await ask(kit.runner, signingKeys, {}, c.var.page.actor)
  return c.json(published, 200, {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-cache',
  })
}

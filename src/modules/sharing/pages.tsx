import { Hono } from 'hono'
import { publicationsFrom, type Publication } from '../../core/published.ts'
import { nobody } from '../../core/actor.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env, PageContext } from '../../web/page.ts'
import { openPictures } from './queries/pictures.ts'
import { qrOf, svgOf } from '../../web/qr.tsx'
import { sharedThing, type Shared } from './queries/open-thing.ts'
import { PosterPage } from './views/poster.tsx'
import { pathOf, SharePage, type Text } from './views/share.tsx'
import { linesFor, messageFor, saidOf, whenOf } from './views/words.ts'

/** For so long a picture may be shown after its thing was taken back, by whoever fetched it before. */
const PICTURE = { 'content-type': 'image/png', 'cache-control': 'public, max-age=300', 'cross-origin-resource-policy': 'cross-origin' }

export function pages(kit: Kit, all: readonly Publication[]): Hono<Env> {
  const app = new Hono<Env>()
  const publications = publicationsFrom(all)
  const pictures = openPictures()
  const sharedAt = async (c: PageContext, { runner } = kit, say = c.var.page.say): Promise<Shared> => {
    const named = { sort: c.req.param('sort') ?? '', id: c.req.param('id') ?? '' }
    return saidOf(await sharedThing(runner, publications, named, say.locale), say)
  }
  const pictureOf = (c: PageContext, shared: Shared) => {
    const { say, hubName, homeZone } = c.var.page
    return pictures({ title: shared.thing.title, lines: linesFor(shared, say, homeZone), hubName, dir: say.dir })
  }
  const qrFor = ({ thing }: Shared) => qrOf(`${kit.publicUrl}${thing.path}`, 'M')

  app.get('/share/:sort/:id', async (c) => {
    const { page } = c.var
    // Once for each language; what is the same in all of them is read once.
    const own = kit.forOnePage()
    const shared = await sharedAt(c, own)
    const others = page.locales.filter((locale) => locale !== page.say.locale)
    const texts: Text[] = [{ locale: page.say.locale, text: messageFor(shared, page.say, page) }]
    for (const locale of others) {
      const say = kit.books.say(locale)
      texts.push({ locale, text: messageFor(await sharedAt(c, own, say), say, page) })
    }
    c.header('cache-control', 'private, no-store')
    return c.html(<SharePage page={page} shared={shared} texts={texts} qr={qrFor(shared)} picture={`${pathOf(shared)}/card.png`} />)
  })
  app.get('/share/:sort/:id/poster', async (c) => {
    const { page } = c.var
    const shared = await sharedAt(c)
    c.header('cache-control', 'private, no-store')
    return c.html(
      <PosterPage
        page={page}
        shared={shared}
        when={whenOf(shared, page.say, page)}
        qr={qrFor(shared)}
        contact={await kit.contactAt(shared.thing.path, nobody(page.say.locale))}
      />,
    )
  })
  app.get('/share/:sort/:id/qr.svg', async (c) => {
    const shared = await sharedAt(c)
    return c.body(svgOf(qrFor(shared)), 200, { 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'" })
  })
  app.get('/share/:sort/:id/card.png', async (c) => {
    const { version, draw } = pictureOf(c, await sharedAt(c))
    const headers = { ...PICTURE, etag: `"${version}"` }
    if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers)
    return c.body(await draw(), 200, headers)
  })
  return app
}

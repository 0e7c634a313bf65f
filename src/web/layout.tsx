import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { directionOf } from './say.ts'
import { address, href, type Page } from './page.ts'

export type LayoutProps = {
  readonly page: Page
  readonly title: string
  /** One sentence for search engines and link previews. */
  readonly description?: string
  /** Address (without language) of the picture that messengers show. */
  readonly picture?: { readonly path: string; readonly alt: string }
  /** What of the hub stands on this page, where everybody may read it: the page gets its picture, its one address and the way to share it. */
  readonly shared?: { readonly sort: string; readonly id: string } | undefined
  /** Scripts that make the page better, by asset name; none is needed. */
  readonly scripts?: readonly string[]
  /** A sheet that few pages need, by its asset name, beside the one that all have. */
  readonly styles?: readonly string[]
  readonly index?: boolean
  /** What of the page can be followed by programs: addresses without language and ending, of which the hub makes RSS and Atom. */
  readonly feeds?: readonly { readonly title: string; readonly path: string }[]
  /** Reading pages keep to one measure; `wide` is for pictures and tables. */
  readonly width?: 'reading' | 'wide'
  readonly children?: Child
}

/** The frame of every page: skip link, one row of navigation, the page, the hub's foot. */
export function Layout(props: LayoutProps) {
  const { page, children, shared, width = 'reading' } = props
  const { say } = page
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={say.locale} dir={say.dir}>
        <Head {...props} />
        <body>
          <a class="skip" href="#page">
            {say('nav.skip')}
          </a>
          {page.demo ? <aside class="demo-note">{say('demo.note')}</aside> : null}
          <Header page={page} />
          <Leaving page={page} />
          <main id="page" class={width} tabindex={-1}>
            {children}
            {shared === undefined ? null : (
              <p class="crumb">
                <a href={href(page, shareOf(shared))}>{say('share.do')}</a>
              </p>
            )}
          </main>
          <Footer page={page} />
        </body>
      </html>
    </>
  )
}

const shareOf = ({ sort, id }: { readonly sort: string; readonly id: string }): string => `/share/${sort}/${encodeURIComponent(id)}`

/** Its own picture, or the one that is drawn of whatever is shared. */
const pictureOf = ({ picture, shared, title }: LayoutProps) =>
  picture ?? (shared === undefined ? undefined : { path: `${shareOf(shared)}/card.png`, alt: title })

function Head(props: LayoutProps) {
  const { page, title, description, shared, scripts = [], styles = [], feeds = [], index = true } = props
  const picture = pictureOf(props)
  const { say, assets } = page
  const whole = title === page.hubName ? title : `${title} · ${page.hubName}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{whole}</title>
      {description === undefined ? null : <meta name="description" content={description} />}
      {index ? null : <meta name="robots" content="noindex" />}
      <meta name="color-scheme" content="light dark" />
      {['passerelle.css', ...styles].map((sheet) => (
        <link rel="stylesheet" href={assets.url(sheet)} />
      ))}
      <link rel="icon" href={assets.url('mark.svg')} type="image/svg+xml" />
      {shared === undefined ? null : <link rel="canonical" href={address(page, page.path)} />}
      {page.locales.map((locale) => (
        <link rel="alternate" hreflang={locale} href={`${page.publicUrl}/${locale}${page.path === '/' ? '' : page.path}`} />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${page.publicUrl}${page.path}`} />
      {feeds.flatMap((feed) =>
        (['atom', 'rss'] as const).map((form) => (
          <link rel="alternate" type={`application/${form}+xml`} title={feed.title} href={address(page, `${feed.path}.${form}`)} />
        )),
      )}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={page.hubName} />
      <meta property="og:title" content={title} />
      <meta property="og:url" content={address(page, page.path)} />
      <meta property="og:locale" content={say.locale} />
      {description === undefined ? null : <meta property="og:description" content={description} />}
      {picture === undefined ? null : (
        <>
          <meta property="og:image" content={address(page, picture.path)} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={picture.alt} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {/* No module: it is to be there before the page is. */}
      <script
        src={assets.url('leave.js')}
        data-to={page.leaveTo}
        data-title={say('leave.blank')}
        data-own={page.actor.account === null ? undefined : ''}
      />
      {[...new Set([...scripts, ...(page.actor.account === null ? [] : ['live.js'])])].map((script) => (
        <script type="module" src={assets.url(script)} />
      ))}
    </head>
  )
}

function Header({ page }: { page: Page }) {
  const { say } = page
  return (
    <header class="site">
      <a class="brand" href={href(page, '/')}>
        <Arch />
        <span>{page.hubName}</span>
      </a>
      <Tongues page={page} />
      <nav aria-label={say('nav.main')}>
        {WAYS.map(([path, name]) => (
          <Way page={page} path={path} name={say(name)} />
        ))}
        <details class="tongues">
          <summary>{say('nav.more')}</summary>
          <ul>
            {MORE_WAYS.map(([path, name]) => (
              <li>
                <Way page={page} path={path} name={say(name)} />
              </li>
            ))}
          </ul>
        </details>
        {page.actor.account === null ? (
          <a href={href(page, '/sign-in')}>{say('nav.sign-in')}</a>
        ) : (
          <a class="me" href={href(page, '/me')}>
            <bdi>{page.personName ?? say('nav.me')}</bdi>
          </a>
        )}
        {page.severalNames ? <a href={href(page, '/me/identities')}>{say('nav.switch')}</a> : null}
        <News page={page} />
      </nav>
      <QuickExit page={page} />
    </header>
  )
}

/** Where one goes most, and what else there is. */
const WAYS = [
  ['/communities', 'nav.communities'],
  ['/events', 'nav.events'],
  ['/dialogues', 'nav.dialogues'],
  ['/search', 'nav.search'],
] as const
const MORE_WAYS = [
  ['/abroad', 'nav.abroad'],
  ['/library', 'nav.library'],
  ['/directory', 'nav.directory'],
  ['/bodies', 'nav.bodies'],
  ['/summits', 'nav.summits'],
  ['/commitments', 'nav.commitments'],
  ['/topics', 'nav.topics'],
  ['/feeds', 'nav.feeds'],
] as const

function Way({ page, path, name }: { page: Page; path: string; name: string }) {
  const here = page.path === path || page.path.startsWith(`${path}/`)
  return (
    <a href={href(page, path)} aria-current={here ? 'page' : undefined}>
      {name}
    </a>
  )
}

/** How much is new, also while the page stays open. */
function News({ page }: { page: Page }) {
  const { say, unseen = 0 } = page
  if (page.actor.account === null) return null
  return (
    <live-counts src={href(page, '/notices/live')}>
      <a href={href(page, '/notices')} data-words="news" hidden={unseen === 0}>
        {unseen === 0 ? '' : say('nav.news', { count: unseen })}
      </a>
    </live-counts>
  )
}

/** Always in reach, on every page. Without the script it is a plain link that tells nobody where one came from. */
function QuickExit({ page }: { page: Page }) {
  const { say } = page
  return (
    <p class="leave">
      <a href={page.leaveTo} rel="noreferrer" title={say('leave.what')}>
        {say('leave.do')}
      </a>
      {page.actor.account === null ? null : (
        <button type="button" hidden data-sign-out={href(page, '/sign-out')} data-seal={page.formSeal}>
          {say('leave.sign-out')}
        </button>
      )}
    </p>
  )
}

/** At every visit, until the day or until they stay. */
function Leaving({ page }: { page: Page }) {
  const { say, actor } = page
  if (actor.leavingAt === undefined) return null
  return (
    <aside class="demo-note">
      {say('leaving.note', { day: say.day(actor.leavingAt, page.zone ?? page.homeZone) })}{' '}
      <a href={href(page, '/me/departure')}>{say('leaving.keep')}</a>
    </aside>
  )
}

/** The language of the page in its own words; the others open under it, also without any script. */
function Tongues({ page }: { page: Page }) {
  const { say } = page
  return (
    <details class="tongues">
      <summary>
        <span class="aloud">{say('nav.languages')}</span> {endonym(say.locale)}
      </summary>
      <ul>
        {page.locales.map((locale) => (
          <li>
            <LanguageLink page={page} locale={locale} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function LanguageLink({ page, locale }: { page: Page; locale: string }) {
  return (
    <a
      href={`/${locale}${page.path === '/' ? '' : page.path}${page.search}`}
      hreflang={locale}
      lang={locale}
      dir={directionOf(locale)}
      aria-current={locale === page.say.locale ? 'true' : undefined}
    >
      {endonym(locale)}
    </a>
  )
}

function Footer({ page }: { page: Page }) {
  const { say } = page
  return (
    <footer class="site">
      <p class="links">
        <a href={href(page, '/charter')}>{say('nav.charter')}</a>
        <a href={href(page, '/safety')}>{say('nav.safety')}</a>
        <a href={href(page, '/privacy')}>{say('nav.privacy')}</a>
        <a href={href(page, '/record')}>{say('nav.record')}</a>
        <a href={href(page, '/preferences')}>{say('nav.preferences')}</a>
        <a href={href(page, '/developers')}>{say('nav.api')}</a>
        <a href={href(page, '/status')}>{say('nav.status')}</a>
      </p>
      <Contact page={page} />
      <p class="quiet">{say('foot.what')}</p>
    </footer>
  )
}

/** A human on each page, in one line; where nobody is named the way to ask stays. */
function Contact({ page }: { page: Page }) {
  const { say, contact } = page
  if (contact === undefined) return null
  return (
    <p>
      <a href={href(page, page.path === '/' ? '/contact' : `/contact?about=${encodeURIComponent(page.path)}`)}>{say('foot.questions')}</a>
      {contact === null ? null : (
        <>
          {' '}
          <bdi>{contact.name}</bdi>
          {contact.body === null ? null : (
            <>
              {' · '}
              <bdi>{contact.body}</bdi>
            </>
          )}{' '}
          <span class="quiet">· {say('foot.within', { days: contact.days })}</span>
        </>
      )}
    </p>
  )
}

/** Each language in its own words, first letter as that language writes it at the start of a line. */
function endonym(locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
  return name.slice(0, 1).toLocaleUpperCase(locale) + name.slice(1)
}

/** Two banks and a thin curve: the mark of the hub, and a divider used sparingly. */
export function Arch() {
  return html`<svg class="arch" viewBox="0 0 48 24" width="48" height="24" aria-hidden="true" focusable="false">
    <path class="banks" d="M2 22h9M37 22h9" />
    <path d="M6 22C12 3 36 3 42 22" />
  </svg>`
}

/** Content in a language of its own: says it to browsers, screen readers and hyphenation. */
export function InLanguage({
  language,
  children,
  as: Tag = 'span',
  class: name,
}: {
  language: string
  children?: Child
  as?: 'span' | 'p' | 'div' | 'h1' | 'h2' | 'h3' | 'blockquote'
  class?: string | undefined
}) {
  // "und": nobody said which language it is; then the text itself decides its direction.
  const unknown = language === 'und'
  return (
    <Tag lang={unknown ? '' : language} dir={unknown ? 'auto' : directionOf(language)} class={name}>
      {children}
    </Tag>
  )
}

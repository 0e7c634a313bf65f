import { CopyText } from '../../../web/copy-text.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { directionOf } from '../../../web/say.ts'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import type { Shared } from '../queries/open-thing.ts'

export type Text = { readonly locale: string; readonly text: string }

type Props = {
  readonly page: Page
  readonly shared: Shared
  /** In the languages of the hub, the reader's own first. */
  readonly texts: readonly Text[]
  readonly qr: Qr
  readonly picture: string
}

export const pathOf = ({ thing }: Shared): string => `/share/${thing.sort}/${encodeURIComponent(thing.id)}`

/** What one takes along: a text for messengers, a code to point a telephone at, a sheet for the wall, the picture of the link. */
export function SharePage({ page, shared, texts, qr, picture }: Props) {
  const { say } = page
  const { thing } = shared
  const path = pathOf(shared)
  return (
    <Layout page={page} title={say('share.title')} index={false} scripts={['copy.js']} picture={{ path: picture, alt: thing.title }}>
      <p class="crumb">
        <a href={href(page, thing.path)}>
          <InLanguage language={thing.language}>{thing.title}</InLanguage>
        </a>
      </p>
      <h1>{say('share.title')}</h1>
      <p class="lead">{say('share.lead')}</p>
      <section aria-labelledby="texts">
        <h2 id="texts">{say('share.texts')}</h2>
        <p class="quiet">{say('share.texts.how')}</p>
        {texts.map((one) => (
          <Copyable page={page} {...one} />
        ))}
      </section>
      <section aria-labelledby="code">
        <h2 id="code">{say('share.code')}</h2>
        <p>{say('share.code.how')}</p>
        <QrCode qr={qr} label={say('share.code.label')} />
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/qr.svg`)} download="qr.svg">
            {say('share.code.take')}
          </a>
        </p>
      </section>
      <section aria-labelledby="poster">
        <h2 id="poster">{say('share.poster')}</h2>
        <p>{say('share.poster.how')}</p>
        <ul class="targets">
          {page.locales.map((locale) => (
            <li>
              <a href={`/${locale}${path}/poster`} hreflang={locale} lang={locale} dir={directionOf(locale)}>
                {nameOf(locale)}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="picture">
        <h2 id="picture">{say('share.picture')}</h2>
        <p>{say('share.picture.how')}</p>
        <p class="actions">
          <a class="button quiet" href={href(page, picture)} download="card.png">
            {say('share.picture.take')}
          </a>
        </p>
      </section>
    </Layout>
  )
}

/** A field that one can mark with a finger; with the script, one press copies it. */
function Copyable({ page: { say }, locale, text }: Text & { page: Page }) {
  const id = `text-${locale}`
  return (
    <div class="field">
      <label for={id} lang={locale} dir={directionOf(locale)}>
        {nameOf(locale)}
      </label>
      <textarea id={id} rows={7} readonly lang={locale} dir={directionOf(locale)}>
        {text}
      </textarea>
      <CopyText say={say} text={text} as="button" />
    </div>
  )
}

/** A language in its own words. */
export const nameOf = (locale: string): string => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale

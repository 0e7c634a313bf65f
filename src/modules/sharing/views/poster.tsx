import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { NamedContact } from '../../../web/manifest.ts'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import type { Shared } from '../queries/open-thing.ts'
import { beginningOf } from '../rules.ts'
import { pathOf } from './share.tsx'

type Props = {
  readonly page: Page
  readonly shared: Shared
  readonly when: readonly string[]
  readonly qr: Qr
  readonly contact: NamedContact | null
}

const LONGEST_LEAD = 220

/** One sheet of A4 that is read from three steps away: what, when, where, the code, and whom one can ask. */
export function PosterPage({ page, shared, when, qr, contact }: Props) {
  const { say } = page
  const { thing, label, place } = shared
  return (
    <Layout page={page} title={say('share.poster')} index={false} styles={['poster.css']}>
      <p class="crumb screen">
        <a href={href(page, pathOf(shared))}>{say('share.title')}</a>
      </p>
      <p class="note screen">{say('share.poster.print')}</p>
      <article class="poster">
        <p class="poster-kind">{say(label)}</p>
        <InLanguage as="h1" language={thing.language} class={sizeOf(thing.title)}>
          {thing.title}
        </InLanguage>
        {when.length === 0 && place === null ? null : (
          <p class="poster-when">
            {when.map((clock, at) => (
              <span class={at === 0 ? undefined : 'quiet'}>{clock}</span>
            ))}
            {place === null ? null : <InLanguage language={place.language}>{place.name}</InLanguage>}
          </p>
        )}
        {thing.text === '' ? null : (
          <InLanguage as="p" language={thing.language} class="poster-text">
            {beginningOf(thing.text, LONGEST_LEAD)}
          </InLanguage>
        )}
        <div class="poster-foot">
          <QrCode qr={qr} label={say('share.code.label')} />
          <div>
            <p>{say('share.poster.scan')}</p>
            <p class="proof" dir="ltr">
              {addressInShort(page, thing.path)}
            </p>
            {contact === null ? null : (
              <p>
                {say('share.poster.contact')} <bdi>{contact.name}</bdi>
                {contact.body === null ? null : (
                  <>
                    {' · '}
                    <bdi>{contact.body}</bdi>
                  </>
                )}
              </p>
            )}
            <p class="quiet">{page.hubName}</p>
          </div>
        </div>
      </article>
    </Layout>
  )
}

/** A long title is set smaller, so that the sheet stays one. */
const sizeOf = (title: string): string => (title.length > 90 ? 'long' : title.length > 45 ? 'middle' : 'short')

/** As one types it: without the protocol. */
const addressInShort = ({ publicUrl }: Page, path: string): string => `${publicUrl.replace(/^https?:\/\//, '')}${path}`

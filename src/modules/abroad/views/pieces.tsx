import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PersonName } from '../../../web/parts.tsx'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import type { Place } from '../../places/index.ts'
import type { Shown } from '../queries/shapes.ts'
import { dialled } from '../rules.ts'

/** The places of origin that somebody chose, as they stand in the address and nowhere else. */
export type Origins = readonly Place[]

/** `?from=ph,3f…`: so the choice goes along with each link and is stored by nobody. */
export const carried = (path: string, origins: Origins): string =>
  origins.length === 0 ? path : `${path}?from=${origins.map(({ id }) => (id.length === 2 ? id.toLowerCase() : id)).join(',')}`

export const Name = ({ of }: { of: { readonly name: string; readonly language: string } }) => (
  <InLanguage language={of.language}>{of.name}</InLanguage>
)

/** Names one after the other, each in its own language and direction. */
export function Names({ of }: { of: readonly { readonly name: string; readonly language: string }[] }) {
  return (
    <>
      {of.map((one, at) => (
        <>
          {at === 0 ? '' : ' · '}
          <Name of={one} />
        </>
      ))}
    </>
  )
}

export function Crumb({ page, place, origins }: { page: Page; place: Place | null; origins: Origins }) {
  return (
    <p class="crumb">
      <a href={href(page, carried(place?.path ?? '/abroad', origins))}>{place === null ? page.say('abroad.title') : <Name of={place} />}</a>
    </p>
  )
}

/** Who answers for it: by a name, or by an office of a body; a body of a state is called so in words. */
export function Owner({ page, item }: { page: Page; item: Shown }) {
  const { say } = page
  const { owner } = item
  if (owner.sort === 'nobody') return <span class="clay">{say('abroad.owner.nobody')}</span>
  if (owner.sort === 'somebody') return <>{say('abroad.somebody')}</>
  if (owner.sort === 'person') return <PersonName page={page} name={owner.name} card={owner.card} />
  return (
    <>
      {say(`abroad.owner.${owner.office ?? 'steward'}`)}{' '}
      <a href={href(page, owner.path ?? '/bodies')}>
        <InLanguage language={owner.language ?? 'und'}>{owner.name}</InLanguage>
      </a>
      {owner.ofState ? <> ({say('abroad.of-state')})</> : null}
    </>
  )
}

/** When somebody last looked, and until when it holds; after its day, that nobody has looked since. */
export function Freshness({ page, item }: { page: Page; item: Shown }) {
  const { say } = page
  const late = item.freshness !== 'holds'
  return (
    <p class={late ? 'status late' : 'status'}>
      {late ? (
        <>
          <strong>{say('abroad.to-check')}</strong>{' '}
          {say('abroad.to-check.since', { day: dayInWords(page, item.expiresOn ?? item.proposedOn) })}{' '}
        </>
      ) : null}
      {item.checkedOn === null ? null : (
        <>
          <strong>{say('abroad.checked')}</strong> <DayWords page={page} day={item.checkedOn} />
          {item.checkedBy === null ? null : (
            <>
              {' '}
              · <bdi>{item.checkedBy}</bdi>
            </>
          )}
        </>
      )}
      {late || item.expiresOn === null ? null : (
        <>
          {' '}
          · {say('abroad.holds-until')} <DayWords page={page} day={item.expiresOn} />
        </>
      )}
    </p>
  )
}

/** What one can press: a number to call, addresses to open; that one does not answer is said beside it. */
export function Ways({ page, item }: { page: Page; item: Shown }) {
  const { say } = page
  if (item.telephone === '' && item.links.length === 0) return null
  return (
    <ul class="targets">
      {item.telephone === '' ? null : (
        <li>
          <a href={`tel:${dialled(item.telephone)}`}>{say('abroad.call', { number: item.telephone })}</a>
        </li>
      )}
      {item.links.map(({ url, state, movedTo }) => (
        <li>
          <a href={url} rel="noreferrer nofollow" dir="ltr">
            {shortened(url)}
          </a>
          {state === 'dead' ? <span class="clay"> {say('abroad.link.dead')}</span> : null}
          {movedTo === null ? null : (
            <span class="quiet">
              {' '}
              {say('abroad.link.moved')} <bdi dir="ltr">{shortened(movedTo)}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const MOST_OF_ADDRESS = 60
const shortened = (url: string): string => {
  const bare = url.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')
  return bare.length > MOST_OF_ADDRESS ? `${bare.slice(0, MOST_OF_ADDRESS)}…` : bare
}

import { TextField } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Place } from '../../places/index.ts'
import { MOST } from '../rules.ts'
import { carried, Name, type Origins } from './pieces.tsx'

/** A place that was found; a town stands beside its country, since many share a name. */
export type Choice = { readonly place: Place; readonly country: Place | null }

type Props = {
  readonly page: Page
  readonly live: Choice | null
  readonly from: readonly Choice[]
  readonly asked: { readonly live: string; readonly people: string }
  /** What was found for what somebody wrote and is not chosen yet; null: nothing was asked. */
  readonly found: {
    readonly live: readonly Choice[] | null
    readonly people: readonly { readonly text: string; readonly among: readonly Choice[] }[]
  }
  readonly kept: readonly Place[]
  readonly mayAddTown: boolean
}

/** The address of this page with that choice: all that is known of it. */
function chosen(live: Place | null, from: readonly Place[]): string {
  const parts = [...(live === null ? [] : [`in=${live.id}`]), ...(from.length === 0 ? [] : [`from=${from.map(({ id }) => id).join(',')}`])]
  return parts.length === 0 ? '/abroad' : `/abroad?${parts.join('&')}`
}

const placesOf = (choices: readonly Choice[]): Origins => choices.map(({ place }) => place)

export function ChoosePage(props: Props) {
  const { page, live, from, kept, mayAddTown } = props
  const { say } = page
  return (
    <Layout page={page} title={say('abroad.title')} description={say('abroad.lead')} index={page.search === ''}>
      <h1>{say('abroad.title')}</h1>
      <p class="lead">{say('abroad.lead')}</p>
      <Chosen {...props} />
      <Found {...props} />
      <Fields {...props} />
      <p class="quiet">{say('abroad.choose.kept')}</p>
      {mayAddTown ? (
        <p>
          <a href={href(page, '/abroad/towns/new')}>{say('abroad.town.add')}</a>
        </p>
      ) : null}
      {live === null ? (
        <section>
          <h2>{say('abroad.pages')}</h2>
          {kept.length === 0 ? (
            <p class="empty">{say('abroad.pages.none')}</p>
          ) : (
            <ul class="targets">
              {kept.map((place) => (
                <li>
                  <a href={href(page, carried(place.path, placesOf(from)))}>
                    <Name of={place} />
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
      ) : null}
    </Layout>
  )
}

function Chosen({ page, live, from }: Props) {
  const { say } = page
  if (live === null && from.length === 0) return null
  const origins = placesOf(from)
  return (
    <section class="card">
      <h2 class="aloud">{say('abroad.choose.yours')}</h2>
      <dl class="facts">
        {live === null ? null : (
          <>
            <dt>{say('abroad.choose.live.is')}</dt>
            <dd>
              <Called of={live} /> · <a href={href(page, chosen(null, origins))}>{say('abroad.choose.change')}</a>
            </dd>
          </>
        )}
        {from.length === 0 ? null : (
          <>
            <dt>{say('abroad.choose.people.is')}</dt>
            {from.map((one) => (
              <dd>
                <Called of={one} /> ·{' '}
                <a
                  href={href(
                    page,
                    chosen(
                      live?.place ?? null,
                      origins.filter(({ id }) => id !== one.place.id),
                    ),
                  )}
                >
                  {say('abroad.choose.remove')}
                </a>
              </dd>
            ))}
          </>
        )}
      </dl>
      {live === null ? null : (
        <p class="actions">
          <a class="button" href={href(page, carried(live.place.path, origins))}>
            {say('abroad.choose.go')}
          </a>
        </p>
      )}
    </section>
  )
}

const Called = ({ of: { place, country } }: { of: Choice }) => (
  <>
    <Name of={place} />
    {country === null ? null : (
      <>
        {' '}
        <span class="quiet">
          (<Name of={country} />)
        </span>
      </>
    )}
  </>
)

function Found({ page, live, from, found }: Props) {
  const { say } = page
  const origins = placesOf(from)
  return (
    <>
      {found.live === null ? null : (
        <Among
          title={say('abroad.choose.live.which')}
          among={found.live}
          none={say('abroad.choose.none')}
          page={page}
          to={(place) => chosen(place, origins)}
        />
      )}
      {found.people.map(({ text, among }) => (
        <Among
          title={say('abroad.choose.people.which', { text })}
          among={among}
          none={say('abroad.choose.none')}
          page={page}
          to={(place) => chosen(live?.place ?? null, [...origins, place])}
        />
      ))}
    </>
  )
}

type AmongProps = { page: Page; title: string; among: readonly Choice[]; none: string; to: (place: Place) => string }

function Among({ page, title, among, none, to }: AmongProps) {
  return (
    <section>
      <h2>{title}</h2>
      {among.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul class="targets">
          {among.map((one) => (
            <li>
              <a href={href(page, to(one.place))}>
                <Called of={one} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Fields({ page, live, from, asked, found }: Props) {
  const { say } = page
  const full = from.length >= MOST.origins
  return (
    <form method="get" action={href(page, '/abroad')}>
      {live === null ? null : <input type="hidden" name="in" value={live.place.id} />}
      {from.length === 0 ? null : <input type="hidden" name="from" value={from.map(({ place }) => place.id).join(',')} />}
      {live === null ? (
        <TextField
          name="live"
          label={say('abroad.choose.live')}
          hint={say('abroad.choose.live.hint')}
          value={found.live === null ? '' : asked.live}
          most={80}
          autocomplete="off"
        />
      ) : null}
      {full ? null : (
        <TextField
          name="people"
          label={say(from.length === 0 ? 'abroad.choose.people' : 'abroad.choose.people.more')}
          hint={say('abroad.choose.people.hint')}
          value={found.people.map(({ text }) => text).join(', ')}
          most={160}
          autocomplete="off"
        />
      )}
      <button class={live === null ? undefined : 'quiet'}>{say('abroad.choose.find')}</button>
    </form>
  )
}

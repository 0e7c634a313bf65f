import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { EditionCard } from '../queries/editions.ts'
import type { AskedHost, Host } from '../queries/hosts.ts'
import type { SessionCard } from '../queries/sessions.ts'
import type { Venue } from '../queries/venues.ts'
import { CallOffForm, DeedButton, isolated } from './pieces.tsx'

const Back = ({ page, edition }: { page: Page; edition: EditionCard }) => (
  <Crumb page={page} path={edition.path}>
    <InLanguage language={edition.language}>{edition.name}</InLanguage>
  </Crumb>
)

type HostsProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly hosts: readonly Host[]
  readonly asked: readonly AskedHost[]
  /** Bodies that could be asked. */
  readonly others: readonly Option[]
  readonly problem?: Problem | undefined
}

export function HostsPage({ page, edition, hosts, asked, others, problem }: HostsProps) {
  const { say } = page
  const path = `${edition.path}/hosts`
  const [first] = hosts
  return (
    <Layout page={page} title={say('hosts.title')} index={false}>
      <Back page={page} edition={edition} />
      <h1>{say('hosts.title')}</h1>
      <p class="lead">{say('hosts.lead')}</p>
      <ul class="rows">
        {first === undefined ? null : (
          <li>
            <InLanguage language={first.language}>{first.name}</InLanguage> <span class="status">{say('host.first-line')}</span>
          </li>
        )}
        {asked.map((host) => (
          <li>
            <InLanguage language={host.language}>{host.name}</InLanguage>{' '}
            <span class="status">
              {host.confirmedAt === null
                ? say('host.waiting')
                : say('host.since', { day: say.day(host.confirmedAt, page.zone ?? page.homeZone) })}
            </span>
            <DeedButton
              page={page}
              action={`${path}/removal`}
              fields={{ body: host.id }}
              label={say('host.remove', { body: isolated(host.name) })}
              look="plain"
            />
          </li>
        ))}
      </ul>
      {others.length === 0 || edition.state === 'called-off' ? null : (
        <section>
          <h2>{say('host.invite')}</h2>
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, path)}>
            <SelectField name="body" label={say('host.body')} options={others} problem={problem} />
            <p class="actions">
              <button>{say('host.ask')}</button>
            </p>
          </Form>
        </section>
      )}
    </Layout>
  )
}

export type VenueValues = {
  readonly number: string
  readonly sort: string
  readonly language: string
  readonly name: string
  readonly address: string
  readonly access: string
  readonly link: string
}

type VenuesProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly venues: readonly (Venue & { readonly link: string | null })[]
  readonly values: VenueValues
  readonly languages: readonly Option[]
  readonly problem?: Problem | undefined
}

export function VenuesPage({ page, edition, venues, values, languages, problem }: VenuesProps) {
  const { say } = page
  const path = `${edition.path}/venues`
  return (
    <Layout page={page} title={say('venues.title')} index={false}>
      <Back page={page} edition={edition} />
      <h1>{say('venues.title')}</h1>
      <p class="lead">{say('venues.lead')}</p>
      {venues.length === 0 ? <p class="empty">{say('venues.none')}</p> : null}
      <ul class="rows">
        {venues.map((venue) => (
          <li>
            <p>
              <InLanguage language={venue.language}>{venue.name}</InLanguage>{' '}
              <span class="status">{say(venue.sort === 'online' ? 'venue.online' : 'venue.place')}</span>
            </p>
            <div class="actions">
              <a href={href(page, `${path}?venue=${venue.number}#write`)}>{say('venue.edit', { name: isolated(venue.name) })}</a>
              <DeedButton
                page={page}
                action={`${path}/removal`}
                fields={{ number: String(venue.number) }}
                label={say('venue.remove', { name: isolated(venue.name) })}
                look="plain"
              />
            </div>
          </li>
        ))}
      </ul>
      <section aria-labelledby="write">
        <h2 id="write">{say(venues.some(({ number }) => String(number) === values.number) ? 'venue.write' : 'venue.add')}</h2>
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, path)}>
          <input type="hidden" name="number" value={values.number} />
          <RadioField
            name="sort"
            label={say('venue.sort')}
            value={values.sort}
            options={(['place', 'online'] as const).map((value) => ({ value, label: say(`venue.${value}`) }))}
            problem={problem}
          />
          <SelectField name="language" label={say('gathering.language')} value={values.language} options={languages} problem={problem} />
          <TextField name="name" label={say('venue.name')} value={values.name} most={160} problem={problem} required />
          <TextField name="address" label={say('venue.address')} value={values.address} most={400} problem={problem} />
          <TextArea
            name="access"
            label={say('venue.access')}
            hint={say('venue.access-hint')}
            value={values.access}
            most={2000}
            problem={problem}
          />
          <TextField
            name="link"
            type="url"
            label={say('venue.link')}
            hint={say('venue.link-hint')}
            value={values.link}
            most={600}
            problem={problem}
          />
          <p class="actions">
            <button>{say('gathering.keep')}</button>
          </p>
        </Form>
      </section>
    </Layout>
  )
}

type OffProps = ({ readonly edition: EditionCard } | { readonly session: SessionCard }) & {
  readonly page: Page
  readonly languages: readonly Option[]
  readonly written: { readonly reason: string; readonly language: string }
  readonly problem?: Problem | undefined
}

export function CallingOffPage({ page, languages, written, problem, ...what }: OffProps) {
  const [sort, path] = 'edition' in what ? (['edition', what.edition.path] as const) : (['session', what.session.path] as const)
  const title = page.say(`${sort}.call-off`)
  return (
    <Layout page={page} title={title} index={false}>
      {'edition' in what ? <Back page={page} edition={what.edition} /> : <SessionWay page={page} session={what.session} />}
      <h1>{title}</h1>
      <ProblemNote page={page} problem={problem} />
      <CallOffForm page={page} action={`${path}/calling-off`} sort={sort} languages={languages} written={written} problem={problem} />
    </Layout>
  )
}

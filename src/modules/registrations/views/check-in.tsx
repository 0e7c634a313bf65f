import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PlaceMoment } from '../../../web/time.tsx'
import type { EditionCard } from '../../gatherings/index.ts'
import type { CheckedIn, Guest } from '../queries/door.ts'
import type { OpenLink } from '../queries/links.ts'
import { Crumb, DeedButton, isolated, Link } from './pieces.tsx'

export type Outcome = { readonly already: boolean; readonly at: Date }

type DoorProps = {
  readonly page: Page
  readonly edition: EditionCard
  /** Of this very page, without language. */
  readonly path: string
  readonly link: string | undefined
  /** Made anew with each page, so that a form that is sent twice checks in once. */
  readonly formKey: string
  readonly typed: string
  readonly outcome: Outcome | null
  readonly newest: readonly CheckedIn[]
  /** For organisers. */
  readonly links: readonly OpenLink[] | null
  readonly problem?: Problem | undefined
}

export function DoorPage({ page, edition, path, link, formKey, typed, outcome, newest, links, problem }: DoorProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('check-in.title')} scripts={['check-in.js']} index={false}>
      <Crumb page={page} edition={edition} />
      <h1>{say('check-in.title')}</h1>
      <p class="lead">{say('check-in.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {outcome === null ? null : (
        <p class={outcome.already ? 'note' : 'done'} role="status">
          {say(outcome.already ? 'check-in.already' : 'check-in.done', { time: say.hour(outcome.at, edition.zone) })}
        </p>
      )}
      <check-in
        data-edition={edition.id}
        data-link={link}
        data-zone={edition.zone}
        data-page={href(page, path)}
        data-worker={href(page, `${edition.path}/check-in/worker.js`)}
        {...words(page)}
      >
        <Form page={page} action={href(page, path)}>
          <input type="hidden" name="key" value={formKey} />
          <TextField
            name="code"
            label={say('check-in.code')}
            hint={say('check-in.code-hint')}
            value={typed}
            most={60}
            problem={problem}
            autocomplete="off"
          />
          <p class="actions">
            <button>{say('check-in.do')}</button>
            <button type="button" class="quiet" data-camera hidden>
              {say('check-in.camera')}
            </button>
          </p>
        </Form>
        <video data-view hidden muted playsinline width="320" height="240" aria-label={say('check-in.camera-view')}></video>
        <p data-said role="status" class="note" hidden></p>
        <p data-waiting class="status" hidden></p>
        <section data-conflicts hidden>
          <h2>{say('check-in.conflicts')}</h2>
          <ul></ul>
        </section>
        <p class="actions">
          <button type="button" class="plain" data-forget hidden>
            {say('check-in.forget')}
          </button>
        </p>
      </check-in>
      <Newest page={page} edition={edition} path={path} newest={newest} />
      {links === null ? null : <ForOrganisers page={page} edition={edition} links={links} />}
    </Layout>
  )
}

/** What the script says, in the reader’s language; blanks stand between braces. */
const words = ({ say }: Page) => ({
  'data-ready': say('check-in.ready'),
  'data-in': say('check-in.word.in'),
  'data-before': say('check-in.word.before'),
  'data-elsewhere': say('check-in.word.elsewhere'),
  'data-unknown': say('check-in.word.unknown'),
  'data-queued': say('check-in.word.queued'),
  'data-sent': say('check-in.word.sent'),
  'data-over': say('check-in.word.over'),
  'data-refused': say('check-in.word.refused'),
  'data-no-camera': say('check-in.word.no-camera'),
})

function Newest({ page, edition, path, newest }: Pick<DoorProps, 'page' | 'edition' | 'path' | 'newest'>) {
  const { say } = page
  if (newest.length === 0) return null
  return (
    <section>
      <h2>{say('check-in.newest')}</h2>
      <ul class="rows">
        {newest.map(({ registration, label, at }) => (
          <li>
            <p>
              <bdi>{label}</bdi> · {say.hour(at, edition.zone)}
            </p>
            <DeedButton
              page={page}
              action={`${path}/undoing`}
              fields={{ registration }}
              label={say('check-in.undo')}
              aloud={isolated(label)}
              look="plain"
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ForOrganisers({ page, edition, links }: { page: Page; edition: EditionCard; links: readonly OpenLink[] }) {
  const { say } = page
  const at = `${edition.path}/check-in`
  return (
    <section>
      <h2>{say('check-in.links')}</h2>
      <p>{say('check-in.links-what')}</p>
      <ul class="rows">
        {links.map(({ id, token, expiresAt }) => (
          <li>
            <p class="proof" dir="ltr">{`${page.publicUrl}${href(page, `${at}/by/${token}`)}`}</p>
            <p class="status">
              {say('check-in.until')} <PlaceMoment page={page} at={expiresAt} zone={edition.zone} />
            </p>
            <DeedButton page={page} action={`${at}/links/withdrawal`} fields={{ link: id }} label={say('check-in.withdraw')} look="plain" />
          </li>
        ))}
      </ul>
      <DeedButton page={page} action={`${at}/links`} label={say('check-in.make-link')} look="quiet" />
      <p>
        <Link page={page} path={`${at}/paper`}>
          {say('check-in.paper')}
        </Link>
      </p>
    </section>
  )
}

type PaperProps = { readonly page: Page; readonly edition: EditionCard; readonly guests: readonly Guest[] }

/** To print: names of badges by letter, a box each; who comes quietly, or without a name, stands there by code. */
export function PaperPage({ page, edition, guests }: PaperProps) {
  const { say } = page
  const { compare } = new Intl.Collator(say.locale)
  const named = guests
    .flatMap((guest) => (guest.badge === null ? [] : [{ ...guest, label: guest.badge }]))
    .toSorted((a, b) => compare(a.label, b.label))
  const letters = Map.groupBy(named, ({ label }) => label.slice(0, 1).toLocaleUpperCase(say.locale))
  const unnamed = guests
    .flatMap((guest) => (guest.badge === null ? [{ ...guest, label: guest.code }] : []))
    .toSorted((a, b) => compare(a.label, b.label))
  return (
    <Layout page={page} title={say('paper.title')} index={false} styles={['kit.css']}>
      <Crumb
        page={page}
        edition={edition}
        more={
          <Link page={page} path={`${edition.path}/check-in`}>
            {say('check-in.title')}
          </Link>
        }
      />
      <h1>{say('paper.title')}</h1>
      <p class="note">{say('paper.what')}</p>
      {guests.length === 0 ? <p class="empty">{say('paper.none')}</p> : null}
      {guests.length === 0 ? null : (
        <table class="lined">
          <thead>
            <tr>
              <th scope="col">{say('paper.who')}</th>
              <th scope="col">{say('paper.how')}</th>
              <th scope="col">{say('paper.there')}</th>
            </tr>
          </thead>
          {[...letters].map(([letter, own]) => (
            <PaperRows page={page} title={letter} guests={own} />
          ))}
          {unnamed.length === 0 ? null : <PaperRows page={page} title={say('paper.by-code')} guests={unnamed} />}
        </table>
      )}
    </Layout>
  )
}

type RowsProps = { readonly page: Page; readonly title: string; readonly guests: readonly (Guest & { readonly label: string })[] }

const PaperRows = ({ page, title, guests }: RowsProps) => (
  <tbody>
    <tr>
      <th scope="rowgroup" colspan={3}>
        {title}
      </th>
    </tr>
    {guests.map(({ label, mode, at }) => (
      <tr>
        <td>
          <bdi>{label}</bdi>
        </td>
        <td>{page.say(`registration.mode.${mode}`)}</td>
        <td>{at === null ? <span class="box"></span> : '✓'}</td>
      </tr>
    ))}
  </tbody>
)

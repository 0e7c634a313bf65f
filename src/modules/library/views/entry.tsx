import { Form, ProblemNote } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Told } from '../queries/export.ts'
import type { Whole } from '../queries/shapes.ts'
import { isWebAddress, LICENCE_PAGES } from '../rules.ts'
import { BodyLink, By, Crumb, Elsewhere, Freshness, Inline, licenceLabel, OnDay } from './pieces.tsx'
import type { EntryProps } from './entry-props.ts'
import { EntryText, Safety } from './text.tsx'
import { Trials } from './trials.tsx'

export function EntryPage(props: EntryProps) {
  const { page, entry, translation, beside, problem } = props
  const { say } = page
  const told: Told = translation ?? entry.text
  const language = translation?.language ?? entry.original
  const isPublic = entry.state === 'published' && !props.hidden
  return (
    <Layout
      page={page}
      title={told.title}
      description={told.summary}
      index={isPublic}
      shared={isPublic ? { sort: 'library-entry', id: entry.id } : undefined}
      width={beside ? 'wide' : 'reading'}
      scripts={['keep-draft.js', ...(entry.kind === 'course' ? ['step-list.js'] : [])]}
    >
      <Crumb page={page} to="/library" label={say('library.title')} />
      <InLanguage as="h1" language={language}>
        {told.title}
      </InLanguage>
      {props.done === null ? null : (
        <p class="done" role="status">
          {say(`library.done.${props.done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      <Standing {...props} />
      <InLanguage as="p" language={language} class="lead">
        {told.summary}
      </InLanguage>
      <Tongues {...props} />
      {beside && translation !== null ? (
        <div class="cards">
          <div>
            <EntryText page={page} entry={entry} told={translation} language={translation.language} />
          </div>
          <div>
            <EntryText page={page} entry={entry} told={entry.text} language={entry.original} />
          </div>
        </div>
      ) : (
        <EntryText page={page} entry={entry} told={told} language={language} />
      )}
      {entry.kind === 'tool' ? <Safety page={page} entry={entry} /> : null}
      {entry.kind === 'practice' && entry.state === 'published' ? <Trials {...props} /> : null}
      <About page={page} entry={entry} />
      {[...props.labels]}
      {props.desk}
      <Deeds {...props} />
      {[...props.sections]}
    </Layout>
  )
}

function Standing({ page, entry, declined, hidden }: EntryProps) {
  const { say } = page
  return (
    <>
      <Freshness page={page} of={entry} />
      {hidden ? <p class="note">{say('library.hidden')}</p> : null}
      {entry.waits === null ? null : (
        <p class="note">
          {say(entry.state === 'proposed' ? 'library.waits' : 'library.waits.change')} <OnDay page={page} day={entry.waits.answerBy} />
        </p>
      )}
      {declined === null ? null : (
        <div class="note">
          <p>{say('library.declined')}</p>
          <InLanguage as="blockquote" language={declined.language}>
            {declined.reason}
          </InLanguage>
        </div>
      )}
    </>
  )
}

/** In which languages it is there, who translated it, and whether anybody checked that. */
function Tongues({ page, entry, translation, may }: EntryProps) {
  const { say } = page
  const link = (language: string, query: string) => (
    <a href={`?in=${language}${query}`} hreflang={language} lang={language}>
      {say.language(language)}
    </a>
  )
  const shown = translation?.language ?? entry.original
  const others = [entry.original, ...entry.translations.map(({ language }) => language)].filter((language) => language !== shown)
  return (
    <>
      {translation === null ? null : (
        <p class="quiet">
          {say('library.translated', { translator: translation.translator, language: say.language(entry.original) })}{' '}
          {translation.translatorName === '' ? null : (
            <>
              <bdi>{translation.translatorName}</bdi>.{' '}
            </>
          )}
          {say(translation.checked ? 'library.translated.checked' : 'library.translated.unchecked')}{' '}
          {translation.follows < entry.version ? <strong>{say('library.translated.behind')} </strong> : null}
          <a href={`?in=${translation.language}&beside=1`}>{say('library.translated.beside')}</a>
        </p>
      )}
      {others.length === 0 ? null : (
        <p class="quiet">
          {say('library.languages')} <Inline items={others.map((language) => link(language, ''))} />
        </p>
      )}
      {translation !== null && may.checkTranslation && !translation.checked ? (
        <Form page={page} action={`${href(page, entry.path)}/translations/${translation.language}/check`}>
          <button class="quiet">{say('library.translated.check')}</button>
        </Form>
      ) : null}
    </>
  )
}

function About({ page, entry }: { page: Page; entry: Whole }) {
  const { say } = page
  const deed = LICENCE_PAGES[entry.licence]
  const named = (all: readonly { readonly name: string; readonly language: string; readonly path: string }[]) => (
    <Inline
      items={all.map(({ name, language, path }) => (
        <a href={href(page, path)}>
          <InLanguage language={language}>{name}</InLanguage>
        </a>
      ))}
    />
  )
  return (
    <section>
      <h2>{say('library.about')}</h2>
      <dl class="facts">
        <dt>{say('library.kept-by')}</dt>
        <dd>
          <By page={page} of={entry} />
        </dd>
        {entry.topics.length === 0 ? null : (
          <>
            <dt>{say('library.topics')}</dt>
            <dd>{named(entry.topics)}</dd>
          </>
        )}
        {entry.places.length === 0 ? null : (
          <>
            <dt>{say('library.where')}</dt>
            <dd>{named(entry.places)}</dd>
          </>
        )}
        {entry.bodies.length === 0 ? null : (
          <>
            <dt>{say('library.about-bodies')}</dt>
            <dd>
              <Inline
                items={entry.bodies.map((body) => (
                  <BodyLink page={page} body={body} />
                ))}
              />
            </dd>
          </>
        )}
        <dt>{say('library.licence')}</dt>
        <dd>
          {deed === null ? (
            licenceLabel(page, entry.licence)
          ) : (
            <a href={deed} rel="license noopener noreferrer">
              {licenceLabel(page, entry.licence)}
            </a>
          )}
        </dd>
        {entry.assist === null ? null : (
          <>
            <dt>{say('library.from')}</dt>
            <dd>
              <a href={href(page, entry.assist)}>{say('library.from.assist')}</a>
            </dd>
          </>
        )}
      </dl>
      {entry.facts.sources.length === 0 ? null : (
        <>
          <h3>{say('library.sources')}</h3>
          <ul>
            {entry.facts.sources.map((source) => (
              <li>{isWebAddress(source) ? <Elsewhere address={source} /> : <bdi>{source}</bdi>}</li>
            ))}
          </ul>
        </>
      )}
      {entry.state === 'published' || entry.state === 'archived' ? (
        <ul class="targets">
          <li>
            <a href={href(page, `${entry.path}/versions`)}>{say('library.versions', { count: entry.version })}</a>
          </li>
          <li>
            <a href={href(page, `${entry.path}/export/entry.md`)}>{say('library.take.markdown')}</a>
          </li>
          <li>
            <a href={href(page, `${entry.path}/export/entry.pdf`)}>{say('library.take.pdf')}</a>
          </li>
        </ul>
      ) : null}
    </section>
  )
}

function Deeds({ page, entry, may }: EntryProps) {
  const { say } = page
  const at = href(page, entry.path)
  const button = (to: string, label: string, style: 'quiet' | 'danger' | undefined) => (
    <Form page={page} action={`${at}/${to}`}>
      <button class={style}>{label}</button>
    </Form>
  )
  if (!Object.values(may).some(Boolean)) return null
  return (
    <section>
      <h2>{say('library.deeds')}</h2>
      {may.propose ? button('proposal', say(entry.body === null ? 'library.propose' : 'library.publish'), undefined) : null}
      {may.confirm ? button('confirmation', say('library.confirm'), undefined) : null}
      <p class="actions">
        {may.write ? (
          <a class="button quiet" href={`${at}/edit`}>
            {say('library.edit')}
          </a>
        ) : null}
        {may.translate ? (
          <a class="button quiet" href={`${at}/translation`}>
            {say('library.translate')}
          </a>
        ) : null}
      </p>
      {may.archive ? button('archiving', say('library.archive'), 'quiet') : null}
      {may.restore ? button('restoration', say('library.restore'), 'quiet') : null}
      {may.discard ? button('discarding', say('library.discard'), 'danger') : null}
    </section>
  )
}

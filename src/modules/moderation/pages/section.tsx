import type { BodySection, ThingLabels, ThingSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { labelsAt } from '../queries/labels.ts'
import { casesOfAuthor } from '../queries/own-cases.ts'
import type { Things } from '../queries/things.ts'
import { LabelNote } from '../views/label.tsx'

/** On the page of a thing: the way to report it. On the private page of its author: why it was hidden, and the way to appeal. */
export const thingSection =
  (things: Things): ThingSection =>
  async (kit, page, shown) => {
    const { say } = page
    if (!shown.toAuthor)
      return (
        <p>
          <a href={href(page, `/reports/new?about=${encodeURIComponent(shown.path)}`)} rel="nofollow">
            {say(things.find(({ sort }) => sort === shown.sort)?.report ?? 'report.this')}
          </a>
        </p>
      )
    const cases = await casesOfAuthor(kit.runner.db, kit.runner.outside.keys, shown)
    return (
      <>
        {cases.map(({ link, now }) => (
          <p>
            <a href={href(page, `/reports/${link}`)}>
              {say(now === 'hidden' ? 'reasons.why' : now === 'labelled' ? 'reasons.labelled' : 'reasons.undone')}
            </a>
          </p>
        ))}
      </>
    )
  }

/** Beside each thing of a list that has one: the note. */
export const thingLabels: ThingLabels = async (kit, page, at) => {
  const labels = await labelsAt(kit.runner.db, at)
  const drawn = Map.groupBy(labels, ({ subject }) => subject)
  return new Map(
    [...drawn].map(([subject, notes]) => [
      subject,
      <>
        {notes.map(({ code, source }) => (
          <LabelNote page={page} code={code} source={source} />
        ))}
      </>,
    ]),
  )
}

/** On the page of a body: where its moderation can be looked at. */
export const bodySection: BodySection = async (_kit, page) => (
  <p>
    <a href={href(page, '/moderation')}>{page.say('record.title')}</a>
  </p>
)

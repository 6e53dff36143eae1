"""The management review of the police."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "police",
    sections("""
# context | Context of the service
Response officers in the northern division dealt with some nine thousand calls a year, of which about one in
twelve concerned a domestic incident. Forms went to a notifications desk of two clerks, one of whom was away
for seven months without cover. The domestic violence unit had two officers for the division. The Child
Abuse Investigation Unit was at strength. A new notification form, which lists earlier attendances on its
first page, came into use shortly before the family returned from Harrowdale and was a marked improvement.

# methodology | How the review was done
I read the command and control logs, custody records, domestic violence and beat files, and the unit's log.
Two officers who may be witnesses were spoken to after agreement with the senior investigating officer, on
process only. I had no operational part in any of the events, and the officers concerned do not report to
me. Call recordings of two incidents no longer exist, having passed the time for which they are kept.

# family | The family and a picture of Linnet
Our records know the adults. F had two earlier cautions for public order, neither involving a child. M is
known only as a person to whom things were done. Of the children we have eleven lines in two years. They
tell of a girl under a table with a toy dog, to whom PC4 spoke on his knees; of the same girl on the stairs
in her night clothes; and of a baby asleep, asleep, crying, awake on her father's arm, and asleep by report.

# narrative | What happened
Officers attended seven times at the addresses of the family, dealt with one abandoned call by telephone,
and stopped F once in the street. On five occasions the caller was a neighbour, on two M herself. F was
arrested twice, cautioned for damage, and charged with assault; the case was discontinued when M did not
support it, and his bail conditions fell away without M or the social worker being told.

Notification reached Social Care within a day or two on three occasions, within a fortnight on three, and
after eighteen days on one. On {day:-321} DC1 took part in a strategy discussion by telephone and understood
that a joint visit would be made; it was made by Social Care alone. On {day:-164} DC2 took part in a second
and in the joint visit that followed. She was not consulted about the decision that no conference would be
held. On {day:-9} two officers went to the door after a report of crying, were told by F that the child was
asleep, and left.

# analysis | Analysis against the lines of enquiry
Violence. Grading was done on each incident by itself: standard, standard, medium, standard, high, standard.
A rising pattern was read by no one until the new form came. Officers were courteous to both parties and
inclined to take calm as the end of the matter. On {day:-345} both said that the television had been loud,
and the log accepts it. The pattern of a man answering the door dressed at midnight was there to be seen.

The child's voice. Force policy says that children are seen at each incident, and spoken to where they are
old enough. In six of seven attendances they were seen, in one spoken to. On the last occasion the policy
was not known to PCSO1 and was, in PC5's words, "for domestics". Since the call concerned a child crying, it
is hard to think of a plainer case. I do not suggest that going in that night would have changed what came
later; nobody can know. It would have been right.

Sharing. The backlog at the notifications desk was reported twice to the divisional commander, who added
overtime for a fortnight. Nobody told Social Care that what they received was old, and nothing on the form
shows the day of the attendance in large print. Beat diaries are kept on paper and are not searched when a
form is completed: N1's words to PCSO1 on {day:-51} stayed in one.

Strategy discussions. The two records of the first differ on what was agreed. Neither was sent to the other
party. A telephone call of some minutes between two busy people, without health, decided how a report of
small children left alone would be looked into.

Bail. Conditions that keep a man away from a home are a protection for children. When they end, those who
rely on them have to be told. Nothing required it.

Resources. One absent clerk delayed news of sixty families. The role was treated as administrative, and so
it was covered last.

Waiting for a complaint. In six of seven attendances the log turns on whether M would make a statement. M's
reasons for not doing so are nowhere asked. Officers told me that without a statement there is "nothing to
do". There is always something to do for a child.

# good_practice | Good practice
PC4 under the table. PC6 and PS1 on {day:-297}, who carried the children down, took them to their
grandmother, and told Social Care by telephone and in writing on the same shift. DVO1's patience over many
months. PPU1's own list of attendances, which later became the form.

# lessons | What we have learned
Seeing a child is not an extra. A notification has a date by which it is useless. Two agencies that agree
something by telephone should have one record of it. The end of a bail condition is news for others.
"""),
    (
        Recommendation(
            "PO1",
            "At every call to a home in which a child lives or is reported to be crying, officers see"
            " each child and "
            "record what they saw; supervisors check a sample every month.",
        ),
        Recommendation(
            "PO2",
            "When bail conditions that protect a child's home are changed or end, the officer in the "
            "case tells the "
            "victim and Social Care on the same day.",
        ),
    ),
)

"""The executive summary, for the public: everybody is anonymous in it."""

from scr.pages.demo.prose import sections

EXECUTIVE_SUMMARY = sections("""
# introduction | Introduction
This is a summary of a serious case review into the death of a girl aged fourteen months. It was held by the
Westmarch Local Safeguarding Children Board. To protect her sister and her family she is called Child
Linnet, and nobody else is named.

A review of this kind asks what can be learned about the way in which agencies work together to keep
children safe. It is not an inquiry into how a child died or who is to blame. Courts and the coroner decide
that. Criminal proceedings have ended, and this summary was held back until then.

# process | How the review was carried out
The independent Chair of the Board decided that there would be a review within a month of being told of the
death. Children's social care, community health services, the hospital, the family's GP practice, the
police, early years and schools, housing, mental health services and a voluntary drug and alcohol service
each reviewed their own part. Health visitors in the neighbouring county of Harrowdale did the same for the
time that the family spent there.

An independent author, who has worked for none of these agencies, brought the reviews together. A panel of
senior professionals advised: a designated doctor, a designated nurse, a senior social care manager, a
senior education officer, a police superintendent and a legal adviser. The child's grandmother gave her time
to the author. The Board thanks her.

The review took longer than the four months that are usual because the neighbouring county joined it later.
The inspectorate agreed to this beforehand.

# circumstances | What happened
Linnet lived with her mother, her father and her older sister. Her mother was young and had been treated for
low mood. Her father drank, and there was violence between the adults. The family moved several times. For
some weeks the mother and the girls lived in Harrowdale and then went home.

Agencies had concerns before Linnet was born and on several later occasions. In her first months she did
well. After the return from Harrowdale her weight fell. A mark was seen on her face at an age at which
babies seldom bruise themselves. Professionals held a strategy discussion and made enquiries. It was decided
that a child protection conference was not needed, and a plan of support was made, which ended some weeks
before Linnet died.

# themes | What the review found
Many people saw part of the picture and nobody saw the whole. Information was not passed on, came late, or
was passed on by a message that was never found.

The father's presence in the home was not understood. Professionals spoke with the mother about him and
seldom with him. Some agencies knew that he lived there and were not asked.

What the parents said was believed without being tested. Visits that had been announced showed one picture,
and others a different one.

Linnet's sister told adults what was going on. Her words were written down carefully and did not change what
was done. Linnet herself became quiet. Quietness was taken for contentment.

Professionals who did not agree with a decision did not make use of the procedure for such a case.

When the family crossed the county border, and when they came back, responsibility was lost on the way.

Services for adults did not think enough about the children of those whom they were helping.

The review also found good work: a midwife and a mental health nurse who acted on their unease, police
officers who were gentle with frightened children, a nursery worker who listened, and staff at the hospital
who cared for the family on the last night.

The review does not say that Linnet's death could have been foreseen. It does say that more could have been
known about what her life was like.

# recommendations | What is recommended
The author makes nine recommendations. In short: a same-day medical opinion on any bruise on a baby who is
not moving about; a clear path for unborn babies about whom there is concern; one page on what to do when
professionals disagree; daily joint reading of reports of domestic violence; handing over a concern from
person to person when a family moves; services for adults to ask what a parent's difficulty means for each
child; plans that say what must change for the child and by when; the words "was not brought" in place of
"did not attend"; and training about apparent cooperation and about what families and neighbours tell us.
The agencies made a further twenty-one recommendations for themselves.

# action | What has been done
The Board has agreed an action plan of thirty-one actions. Each has an owner, a date and a way of showing
that it has made a difference. Some were complete before this summary was published. The Board asks every
agency for progress after six months, and will report in public after nine. Practitioners who knew the
family were invited to hear the findings first.
""")

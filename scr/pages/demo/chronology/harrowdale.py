"""What Harrowdale's health visitors recorded during the eleven weeks that the family was there."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-278 | HTL1 | Duty book
F: M rang the clinic at the suggestion of her friend MF1. Staying in MF1's spare room with two children.
   Visit offered.

-270 | HHV1 | Child health record
C: Linnet, 23 weeks, 6.70 kg, near the 25th centile. Alert, smiles. S1 shy, kept to MF1's kitchen.
F: M alone. Told HHV1 openly that she had left because F hit her and that she did not want him to know where
   she was.
N: The fullest account that M gave to any agency.

-262 | HHV1 | Telephone note | harrowdale-no-fax
A: HHV1 asked Harrowdale children's services if the family was known: no referral, call or fax from
   Westmarch found under any spelling.

-255 | HHV1 | Child health record
C: Linnet 6.80 kg. Fed by M, watchful.
F: M homesick. MF1 has asked how long they will stay.

-241 | HHV1 | Child health record
C: Linnet 6.90 kg, between 9th and 25th centile. Cough.
F: M said that she talks to F on the telephone "for S1's sake".
A: Records from Westmarch arrived three weeks ago without volume two. Asked for again.

-231 | HHV1, HTL1 | Referral form | harrowdale-referral
A: Referral to Harrowdale children's services: faltering weight, M likely to go back. Their answer: initial
   assessment to be offered within ten days.

-217 | HHV1 | Child health record
C: Linnet not seen. S1's coat gone from the hook.
F: MF1 at the door: M is packing and does not want to see anyone.

-206 | HHV1 | Telephone note | harrowdale-left
A: MF1 rang: they went back a week ago. HHV1 told children's services, who closed their referral as the
   family had left. Form sent to child health: "left area, address unknown".
N: M's old address was on the first page of HHV1's own notes. Nobody in Westmarch was rung.
""")

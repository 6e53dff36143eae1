"""Key events as Children's Social Care recorded them."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-766 | CC1, TM2 | Contact record
A: Police notification of an argument at the home nine days earlier received by post. One child, S1,
   recorded as present and asleep. Screened by TM2, no previous history on the index.
N: The notification form has no entry for the mother's pregnancy history or the child's health visitor.

-763 | ADM1 | Letter on file
F: Standard letter sent to M at Address 1 saying that the police had been in touch and giving the number of
   the children's centre. No reply is on file.
A: Copy to HV1 by internal mail.

-671 | EDT1 | Out of hours log
A: Police control room rang at night to say that officers had attended again and F had gone to a friend.
   EDT1 asked that a written notification follow and left a note for the day team.
N: The note was found in the day team's tray two working days later.

-668 | CC2 | Contact record
A: Out of hours note read. M telephoned on the number held, number not in use. No other number on the index.

-640 | SW1 | Telephone record | csc-call-hv1
A: SW1 telephoned HV1 to ask how S1 was doing and whether there were worries about the home. HV1 said that
   S1 had missed the two year check but that M was "coping". HV1 to visit and ring back.
N: No call back is recorded.

-637 | TM2, SW1 | Decision sheet
A: Two police notifications inside five months considered together. Threshold for an initial assessment
   discussed. Decision: no assessment while the health visitor is involved; open to further information.

-518 | CC1 | Referral form | csc-referral-mw1
A: Written referral from MW1 about the unborn baby: late booking, two known police attendances, F answering
   for M at the appointment. MW1 asks for an assessment before the birth. Allocated to SW1 the same day by
   TM1.

-515 | SW1 | Case recording
C: S1, aged two and a half, seen in the living room with both parents. Played with a saucepan and lids,
   brought them to SW1 one after another, spoke in two-word phrases.
F: M and F seen together at Address 2, a single room and kitchen in temporary accommodation. F explained
   that they had not booked because they were "between addresses". M agreed with him. Not seen alone.
N: Assessment guidance asks that each parent is seen separately where violence is known.

-511 | SW1 | Telephone record
A: GP practice telephoned for a view. GP2 said M was under the mental health team and that there was nothing
   about S1 in the notes that worried the practice. SW1 asked for this in writing.

-511 | SW1 | Telephone record
A: Mental health team telephoned; message left with MHA1 asking CPN1 to ring about M's treatment and whether
   it affects her care of S1.

-508 | SW1, TM1 | Initial assessment
F: M told by telephone that the assessment was complete and that a children's centre place would be offered.
A: Initial assessment signed off by TM1. Strengths listed: M now booked, warm with S1, MGM nearby. Concerns
   listed: two police attendances, housing. Outcome: no further action by Social Care; children's centre and
   health visitor to support.
N: Mental health and drug and alcohol information had not arrived when the assessment was signed.

-489 | CC1 | Contact record
A: Police notification of an incident on the previous night with damage to the front door and an arrest. M
   is seven months pregnant. Notification graded medium by DVO1.

-487 | TM1, SW1 | Decision sheet
A: Case reopened. TM1 asks SW1 to visit within the week, to see M alone, and to speak to DVO1 before the
   visit.

-480 | SW1 | Case recording | csc-f-left
C: S1 shown a new bed by M and jumped on it. No marks seen on arms or legs. Said "door broke" when passing
   the front door.
F: M seen alone at Address 3. M said that the relationship was over, that F had moved to a friend the week
   before and that she would not have him back. She accepted a leaflet and the helpline number.
N: No check was made of where F was living. Housing holds a different account.

-476 | SW1 | Telephone record
A: DVO1 rang back. M had not wished to make a statement. DVO1 offered a joint visit, which SW1 thought was
   not needed as M had already separated.

-462 | SW1 | Case recording
C: Saw S1's bedroom: clean bedding, a few toys, window lock missing. S1 shy, hid behind M's skirt.
F: M eight months pregnant, tired, had what she needed for the baby. Said F telephones about S1 but does not
   come in.
A: Window lock reported to Housing by telephone the same afternoon.

-447 | SW1 | Email | csc-prebirth-absent
A: Apologies sent to MW1 for the pre-birth planning meeting this morning as SW1 was needed in court. SW1
   asked for the notes.
N: No notes of the meeting were received and none were chased.

-431 | CC2 | Contact record
A: MW4 rang from the maternity ward: Linnet born yesterday at 38 weeks, both well, F visiting. MW4 asked if
   there was any reason not to discharge. SW1 said there was not.

-424 | SW1 | Case recording
C: Linnet seen asleep in a moses basket in the living room, warm, pink, blanket low. S1 showed SW1 "my
   baby".
F: M pleased and tired. MGM was making tea and said she came every day. M said F had seen the baby at the
   hospital and once since.

-410 | FSW1 | Case recording
C: First family support visit. S1 helped to fetch a nappy. Linnet was fed by M, who talked to her
   throughout.
F: Six sessions offered on routines and safety at home. M liked the idea of a bedtime chart for S1.

-389 | FSW1 | Case recording
C: Linnet smiled at M's voice. S1's chart had three stars in seven days.
F: A man's work boots were in the hallway. M said they were her brother's. FSW1 did not know of a brother
   and noted it.
N: The note stands in the family support file and was not copied to the social worker's file.

-371 | SW1, FSW1 | Joint visit record
C: Both children seen. Linnet bright and alert; S1 settled at nursery.
F: Progress talked through. M said that she would come to the children's centre on Tuesdays. F not seen at
   any visit since the birth.

-368 | TM1, SW1 | Closing summary
A: Case closed. Five of six support sessions completed, M engaged, separation sustained. Letter to HV1,
   nursery and GP. Police not written to.
N: Separation rested on M's word; HV1 had seen F at home with the baby two weeks earlier.

-327 | CC1 | Contact record | csc-notice-late
A: Police notification received of an attendance eighteen days earlier at Address 3: loud argument between M
   and F, both children asleep upstairs. The form gives Address 3 as F's address.

-325 | TM2 | Decision sheet
A: Notification read beside the closing summary. TM2: letter to M, health visitor to be told, no assessment.
   F's address was not remarked on.

-322 | CC2, TM1 | Referral form
A: Caller who would not give a name said that two small children at Address 3 had been left by themselves
   for "an hour or more" the evening before and that it was not the first time. Allocated to SW2 for an
   initial assessment.

-321 | SW2 | Case recording
C: Linnet, 16 weeks, in a bouncy chair in view of the kitchen, clean and dry. S1 eating toast, told SW2 that
   "nanny next door" sat with them.
F: M said that a neighbour had been in. The neighbour, N1, spoke to SW2 on the landing and said she had sat
   with the children for twenty minutes.

-321 | TM1 | Strategy discussion record | csc-strategy-321
A: Strategy discussion by telephone between TM1 and DC1. Agreed: single agency enquiry by Social Care,
   police to check call history. Health was not asked to join because the health visiting post was vacant.

-315 | SW2, TM1 | Initial assessment
C: Linnet's weight read from the red book. S1 spoke of "daddy's telly".
F: M and F seen together at the office. F said that he stays two or three nights a week. M said nothing had
   been hidden, nobody had asked.
A: Outcome: core assessment to begin, because F is in the home and the account has changed.

-308 | SW2 | Case recording
C: Linnet lifted her head on the mat and followed a toy from side to side. S1 asked three times when SW2
   would come again.
F: M seen alone for the first time in this assessment. Talked about her own childhood, times in her teens
   when she hurt herself, and being frightened of F "when he has had a drink, not otherwise".
N: An important disclosure, well recorded, which did not change the plan for the next two weeks.

-304 | SW2 | Telephone record
A: Waymark telephoned. The worker could confirm only that F was known to the service, as there was no signed
   consent. SW2 to ask F for his consent in writing.
N: Consent form not found on file.

-297 | CC1, TM1 | Contact record
A: Police notification the same day: assault on M by F reported in the night, F arrested. Both children in
   the flat. TM1 asked SW2 to visit today.

-297 | SW2 | Case recording
C: S1 quiet, held on to MGM's hand and did not play. Linnet asleep in her car seat at MGM's.
F: M and the children seen at MGM's address. M was unsure what she wanted. MGM said that it "had to stop". M
   agreed to stay at MGM's for the weekend.

-291 | SW2 | Case recording
F: Visited MGM. M and the children had left that morning for a friend of M in Harrowdale. MGM had the town
   but no street. She said M was "getting away from him" and would ring.

-286 | SW2 | Telephone record
F: M rang from a call box. She was well, the children were well, she might stay. Gave an address in
   Harrowdale and said that she did not want F to have it.

-284 | SW2 | Telephone record | csc-call-harrowdale
A: SW2 telephoned the duty desk of children's services in Harrowdale, gave M's address and a summary of the
   core assessment so far, and asked them to take it on. Told that a written referral was needed. SW2 sent
   this by fax the same afternoon.
N: No confirmation sheet is on file and Harrowdale has not found the fax.

-280 | SW2 | Supervision record
A: Core assessment half written. TM1 advised that it can stop if Harrowdale has accepted the family.

-271 | TM1, SW2 | Closing summary | csc-closed-moved
A: Core assessment suspended at day 29 and case closed: family now living out of area. TM1 notes
   "transferred to Harrowdale". Letters to nursery and GP.
N: There is no record that anybody in Harrowdale had agreed to the transfer.

-188 | CC2 | Contact record | csc-notice-return
A: Police notification: officers called to Address 3 after shouting was heard; M, F, S1 and Linnet all at
   home. First sign that the family is back in Westmarch.

-187 | TM1 | Decision sheet
A: Initial assessment to be done. No social worker free; placed on the unallocated list, to be reviewed each
   Monday.
N: Eleven other families were on the list that week.

-180 | TM1 | Unallocated list review
A: Reviewed on paper. Nothing new received. To stay on the list.

-173 | TM1 | Unallocated list review
A: Allocated to SW3 from tomorrow, her third new family of the week.

-172 | SW3 | Case recording
C: Linnet, eight and a half months, sat on M's knee, watchful, sucked two fingers. A yellowing mark was seen
   near the left ear; M said she had rolled on to a toy the week before last. S1 at nursery, not seen.
F: M said that F does not live there. A man's jacket, razor and shoes were in the bathroom and hall. M said
   that he had "left things behind".
N: The mark was described but not drawn, and no medical opinion was sought.

-168 | SW3 | Telephone record
A: GP practice telephoned about the mark. REC1 took a message for a doctor to ring. No call back recorded.

-165 | CC1, TM1 | Referral form | csc-referral-hospital
A: NUR1 rang from the hospital at 9.05am and followed it with a fax: M seen by MHL1 during the night after
   taking more tablets than prescribed, home with MGM in the morning. Children were with MGM's neighbour.
   Strategy discussion to be arranged.

-164 | TM1, SW3 | Strategy discussion record | csc-strategy-164
A: Strategy discussion at the office: TM1, SW3 and DC2 present, HV2 by telephone. Mental health invited, did
   not attend. Agreed: enquiries under section 47, joint visit by SW3 and DC2, conference to be considered
   afterwards.

-160 | SW3 | Joint visit record
C: Linnet seen undressed by SW3 with M present: no marks. S1 seen with her key worker at nursery beforehand;
   said that daddy "shouts big" and that she hides with teddy.
F: M tearful, said that she was ashamed. F arrived half way through and answered for her. DC2 asked him to
   wait outside, which he did.
N: Good practice: S1 was seen in a place she knew with someone she trusted.

-157 | SW3 | Case recording
F: MGM seen at home. She would have both children "tomorrow" if asked. She said that M tells everyone what
   they want to hear and that she, MGM, is tired of being the one who knows.

-154 | SW3 | Telephone record
A: HV2 told SW3 that Linnet's weight had dropped across one centile since four months of age and that three
   clinic visits had been missed. HV2 thought a conference was needed.

-150 | TM1, SW3 | Section 47 outcome record | csc-no-conference
A: Outcome of enquiries: concerns substantiated, child not judged to be at continuing risk of significant
   harm. TM1 decided not to call a conference: M is cooperating, MGM is in the home most days, F has agreed
   to live elsewhere. Child in need plan instead.
N: HV2 and DC2 were told of the decision afterwards and were not asked.

-146 | SW3, TM1 | Child in need meeting minutes
C: S1's drawing brought by NM1: a house with a large figure at the door. Linnet not discussed separately.
F: M attended with MGM. F invited, did not come.
A: Present: HV2, NM1, CPN2, FSW1. Plan: F not to stay overnight, M to keep appointments, F to attend
   Waymark, Linnet weighed every week, FSW1 weekly.
N: No date by which change had to be seen, and nothing about what would happen if it was not.

-132 | FSW1 | Case recording
C: Linnet pulled herself along on her tummy to reach a brick. S1 asked FSW1 to read the same book twice.
F: M ready at the door with coffee made. Kitchen spotless. M spoke at length of how different things were.
   Upstairs not offered.

-118 | SW3, TM1 | Child in need meeting minutes
C: Weights for Linnet tabled: three of six weekly weighings kept.
F: M said that the bus was the trouble and promised that it would be better. F had attended Waymark "every
   week", according to M.
A: HV2, NM1 and FSW1 present, CPN2 sent apologies. Waymark not invited.
N: F's attendance was taken from M. The service's own record shows one attendance in this time.

-104 | ADM1 | Email
A: Third child in need meeting cancelled because SW3 was ill. To be put back in the diary by TM1.
N: It was held two weeks later.

-90 | SW3 | Child in need meeting minutes | csc-cin-f-present
C: S1 reported to be "doing well". Linnet's weight static; HV2 to review.
F: M attended with F, who spoke for most of the meeting and said that he visits on Sundays only. M looked at
   the floor.
A: Present: SW3 (chair), NM1, FSW1. Apologies: HV2, CPN2.

-87 | FSW1 | Case recording
C: Linnet in her cot awake at 11.40am, quiet, a full bottle beside her. Did not reach for FSW1.
F: M in her dressing gown, said she had a bug. Curtains drawn.
N: FSW1 put this in an email to SW3, who was on leave.

-80 11.15 | FSW1 | Telephone record | csc-nursery-80
A: NM1 rang FSW1: S1 has come hungry and in the same clothes for three days. FSW1 said she would raise it at
   her next visit and with SW3.

-74 | FSW1 | Case recording
C: S1 ate two bowls of cereal during the visit. Linnet grizzly, nose streaming, clean vest.
F: M said that money was short until the following week. Food parcel arranged through the children's centre.

-68 | FSW1 | File note
A: Last visit before FSW1 leaves the service. Handover sheet left for FSW2, who starts next month.

-62 18.50 | CC2 | Contact record | csc-mgm-call
F: MGM rang, upset. F is living there "and has been all along", M has been drinking with him, and Linnet "is
   not right, she is too quiet". MGM asked not to be named. CC2 thanked her and passed it to SW3.

-61 | SW3 | Telephone record
F: SW3 rang M about what a relative had said. M laughed and said that her mother had fallen out with her
   over money. M said everything was fine.
N: An allegation from the grandmother was tested by one telephone call to the person it was about, who could
   tell who had made it.

-49 | SW3, TM1 | Supervision record
A: Family discussed for six minutes of an hour. SW3: M engages, house tidy, no further police calls known.
   TM1: aim to close after the next meeting.

-45 | FSW2 | Case recording
F: First visit by FSW2. Linnet asleep upstairs, M preferred that she was not woken. S1 at nursery. M
   friendly. Said that FSW1 had "ticked everything off".

-41 | SW3 | Child in need meeting minutes | csc-all-agreed
F: Children not present. M said that she felt ready to manage with the health visitor and nursery.
A: Present: HV2, NM1, FSW2. All agreed that the plan had been met and that the case should close.

-34 | TM1, SW3 | Closing summary
A: Case closed. Outcome: needs met. Letter to HV2, nursery, GP and MGM.
N: Nine agreed tasks, of which four are shown as done on the file.

-20 15.35 | CC1 | Contact record | csc-nursery-advice
A: NM1 at the nursery rang for advice only: S1 had said that the baby's arm was hurt. CC1 advised that M
   should take her to the doctor and that the nursery may ring again. Logged as information, no action.
N: The nursery's account of this call is different in purpose and content.

-5 | CC2 | Contact record
A: Police notification of an attendance at the home four nights ago after crying was reported. Nobody in
   Social Care holds the case. Put in the tray for screening at the start of the week.

-2 05.20 | EDT1 | Out of hours log | csc-death
A: Consultant CON1 rang: Linnet was brought in by ambulance early this morning and was pronounced dead at
   4.31am. Police present. EDT1 telephoned the on-call manager and DI1.
N: Linnet was 14 months old.

-2 08.10 | EDT1 | Case recording
C: S1 collected from Address 3 by EDT1 with a police officer and taken to MGM. She asked where the baby was.
   MGM stayed with her.
F: MGM had been told by police at 6.30am. She asked what she should say to S1 and was given a number to ring
   at any hour.
A: MGM's home checked by EDT1 and DC2; placement agreed by the on-call manager until Monday.

-2 13.00 | EDT1 | Strategy discussion record
A: Strategy meeting at the hospital with DI1 and CON1. S1 to stay with MGM under arrangements to be put
   before the court if needed; medical for S1 on Monday; police to lead the enquiry into the death; records
   to be locked by each agency.
""")

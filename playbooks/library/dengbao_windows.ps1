#!powershell
# Copyright the dengbao authors
# SPDX-License-Identifier: Apache-2.0
#AnsibleRequires -OSVersion 6.1
<#
Reads what an inspection asks of a Windows host, and changes nothing: one JSON document, windows-facts/1
(parsers/windows/facts.schema.json says what is in it). Runs as an Ansible module, or by hand on a host without network:

    powershell -ExecutionPolicy Bypass -File dengbao_windows.ps1 [-Path windows.json] [-SelfTest] [-NoSql]

PowerShell 2.0 to 5.1, so no syntax and no operator that came later, and ASCII only, as 5.1 reads a script without a mark
in the code page of the country. Every section stands in its own try: what fails is null, and errors says why. Nothing
is read from text that Windows translates: registry, SIDs, GUIDs, numbers. secedit and auditpol can only write to a
file: two under the temporary folder, deleted in finally (parsers/windows/commands.yml lists everything that is asked).
#>
param([string]$Path = 'windows.json', [switch]$SelfTest, [switch]$NoSql)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$Version = '1'
$ByHand = -not (Test-Path -Path 'variable:complex_args')
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    '{"failed": true, "msg": "constrained language mode: application control does not let this script run"}'
    return
}
$Sections = @{}
$Failures = @{}
$Invariant = [Globalization.CultureInfo]::InvariantCulture
$Started = [DateTime]::UtcNow
$HasCim = $null -ne (Get-Command -Name 'Get-CimInstance' -ErrorAction SilentlyContinue)
$Wow = [IntPtr]::Size -eq 4 -and $env:PROCESSOR_ARCHITEW6432
$System = Join-Path -Path $env:SystemRoot -ChildPath $(if ($Wow) { 'Sysnative' } else { 'System32' })
$Identity = [Security.Principal.WindowsIdentity]::GetCurrent()
$Elevated = (New-Object -TypeName Security.Principal.WindowsPrincipal -ArgumentList $Identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)

# --- what went wrong ---------------------------------------------------------------------------------------------

# 'missing:X', 'denied:X' and 'not_applicable:X' are thrown on purpose: the word before the colon is the type.
function Add-Failure([string]$Name, $Record) {
    # What a method throws comes wrapped in what PowerShell makes of it.
    $cause = $Record.Exception
    while ($cause.InnerException) { $cause = $cause.InnerException }
    $text = "$($cause.Message)"
    $code = $cause.HResult
    $type = $cause.GetType().FullName
    $id = "$($Record.FullyQualifiedErrorId)"
    if ($id -match 'HRESULT 0x([0-9a-fA-F]{8})') { $code = [Convert]::ToInt32($matches[1], 16) }
    $wmi = "$($cause.ErrorCode)"
    if ($text -match '^(missing|denied|not_applicable):') { $type = $matches[1]; $text = $text.Substring($type.Length + 1); $code = $null }
    elseif ($type -match 'CommandNotFoundException$' -or $id -match '^NoMatchingLogsFound' -or $wmi -match '^(InvalidNamespace|InvalidClass)$' -or (@(-2147217394, -2147217392) -contains $code)) { $type = 'missing' }
    elseif ($type -match 'UnauthorizedAccess|SecurityException' -or $wmi -eq 'AccessDenied' -or (@(-2147217405, -2147024891) -contains $code)) { $type = 'denied' }
    $Failures[$Name] = @{ type = $type; hresult = $code; message = $text }
}

# A block runs in the scope of whoever calls it, here these functions: their names must be none that a block reads.
function Read-Map([string]$ReadName, [scriptblock]$ReadBody) {
    try { $Sections[$ReadName] = & $ReadBody } catch { $Sections[$ReadName] = $null; Add-Failure $ReadName $_ }
}

function Read-List([string]$ReadName, [scriptblock]$ReadBody) {
    try { $Sections[$ReadName] = @(& $ReadBody) } catch { $Sections[$ReadName] = $null; Add-Failure $ReadName $_ }
}

# A part of a section: its failure costs this part alone. -List keeps an array of one an array.
function Read-Part([string]$ReadName, [scriptblock]$ReadBody, [switch]$List) {
    try { if ($List) { , @(& $ReadBody) } else { & $ReadBody } } catch { Add-Failure $ReadName $_; $null }
}

# --- the ways of asking ------------------------------------------------------------------------------------------

function Get-Wmi([string]$Class, [string]$Space = 'root\cimv2', [string]$Filter = '') {
    $more = @{ Namespace = $Space }
    if ($Filter) { $more.Filter = $Filter }
    if ($HasCim) { Get-CimInstance -ClassName $Class @more } else { Get-WmiObject -Class $Class @more }
}

function Test-Cmdlet([string]$Name) {
    if ($null -eq (Get-Command -Name $Name -ErrorAction SilentlyContinue)) { throw "missing:$Name" }
}

# Runs a program of Windows without a console: its exit code is checked here, its text is looked at by nobody but netstat's caller.
function Get-ProgramOutput([string]$Program, [string]$Arguments) {
    $file = Join-Path -Path $System -ChildPath $Program
    if (-not (Test-Path -LiteralPath $file)) { throw "missing:$Program" }
    $start = New-Object -TypeName Diagnostics.ProcessStartInfo -ArgumentList $file, $Arguments
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $text = $process.StandardOutput.ReadToEnd()
    if (-not $process.WaitForExit(60000)) { throw "$Program did not end in 60 s" }
    if ($process.ExitCode -ne 0) { throw "$Program ended with $($process.ExitCode)" }
    $text
}

# Lets a program write one file, reads it, deletes it. {0} in the arguments is the file, {1} one for its log.
function Get-ProgramFile([string]$Program, [string]$Arguments, $Encoding) {
    if (-not $Elevated) { throw "denied:$Program needs an elevated session" }
    $file = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('dengbao-' + [Guid]::NewGuid().ToString('N') + '.tmp')
    try {
        $null = Get-ProgramOutput $Program ($Arguments -f "`"$file`"", "`"$file.log`"")
        [IO.File]::ReadAllLines($file, $Encoding)
    }
    finally {
        Remove-Item -LiteralPath $file, "$file.log" -Force -ErrorAction SilentlyContinue
    }
}

function Open-Hive([string]$Name) {
    if ($PSVersionTable.CLRVersion.Major -ge 4) { return [Microsoft.Win32.RegistryKey]::OpenBaseKey([Microsoft.Win32.RegistryHive]$Name, [Microsoft.Win32.RegistryView]::Registry64) }
    if ($Name -eq 'Users') { return [Microsoft.Win32.Registry]::Users }
    [Microsoft.Win32.Registry]::LocalMachine
}
$Machine = Open-Hive 'LocalMachine'
$Users = Open-Hive 'Users'

function Set-Value($Into, $Key, [string]$Name) {
    $raw = $Key.GetValue($Name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
    if ($null -eq $raw) { $Into[$Name] = $null }
    elseif ($raw -is [int]) { $Into[$Name] = if ($raw -lt 0) { [long]$raw + 4294967296 } else { $raw } }
    elseif ($raw -is [long]) { $Into[$Name] = if ($raw -lt 0) { [decimal]$raw + [decimal][uint64]::MaxValue + 1 } else { $raw } }
    elseif ($raw -is [byte[]]) { $Into[$Name] = @{ binary = [BitConverter]::ToString($raw).Replace('-', '').ToLowerInvariant() } }
    elseif ($raw -is [string[]]) { $Into[$Name] = $raw }
    else { $Into[$Name] = "$raw" }
}

# The values of a key by name. Names: separated by blanks; * is all of the key; ?X tells whether X is there, never what.
function Get-Values($Hive, [string]$At, [string]$Names) {
    $found = @{}
    $key = $Hive.OpenSubKey($At)
    $wanted = $Names.Split(' ')
    if ($Names -eq '*') { $wanted = if ($key) { $key.GetValueNames() } else { @() } }
    foreach ($name in $wanted) {
        if ($name.StartsWith('?')) {
            $name = $name.Substring(1)
            $found[$name] = if ($key -and $null -ne $key.GetValue($name)) { @{ present = $true } } else { $null }
        }
        elseif ($key) { Set-Value $found $key $name }
        else { $found[$name] = $null }
    }
    if ($key) { $key.Close() }
    $found
}

function Get-One($Hive, [string]$At, [string]$Name) { (Get-Values $Hive $At $Name)[$Name] }

function Get-Below($Hive, [string]$At) {
    $key = $Hive.OpenSubKey($At)
    if ($key) { $key.GetSubKeyNames(); $key.Close() }
}

function Get-Time($Value) {
    if ($null -eq $Value -or "$Value" -eq '') { return $null }
    if ($Value -is [string]) { $Value = [Management.ManagementDateTimeConverter]::ToDateTime($Value) }
    $utc = $Value.ToUniversalTime()
    if ($utc.Year -lt 1980) { return $null }
    $utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $Invariant)
}

function Get-Sid([string]$Account) {
    if ($Account -match '^\*?(S-1-[0-9-]+)$') { return $matches[1] }
    try { (New-Object -TypeName Security.Principal.NTAccount -ArgumentList $Account).Translate([Security.Principal.SecurityIdentifier]).Value } catch { $Account }
}

# The program of a command line, without its arguments: those may hold a password.
function Get-Program([string]$Line) {
    if ($Line -match '^\s*"([^"]+)"' -or $Line -match '^\s*(.+?\.(exe|sys|dll|com|bat))(\s|$)' -or $Line -match '^\s*(\S+)') { $matches[1] } else { $null }
}

# [int] would make 0 of what is not there.
function Get-Number($Value) { if ($null -eq $Value -or "$Value" -eq '') { $null } else { [long]$Value } }

function Get-Text($Value) { if ($null -eq $Value) { $null } else { "$Value" } }

function Get-Prefix([string]$Mask) {
    if ($Mask -match '^\d+$') { return [int]$Mask }
    $bits = 0
    foreach ($byte in $Mask.Split('.')) { $bits += [Convert]::ToString([int]$byte, 2).Replace('0', '').Length }
    $bits
}

# --- the keys of the baseline ------------------------------------------------------------------------------------

$Services = 'SYSTEM\CurrentControlSet\Services'
$Control = 'SYSTEM\CurrentControlSet\Control'
$Policies = 'SOFTWARE\Policies\Microsoft'
$Current = 'SOFTWARE\Microsoft\Windows\CurrentVersion'
$Nt = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$Baseline = @{
    "$Control\Lsa" = 'LmCompatibilityLevel NoLMHash RestrictAnonymousSAM RestrictAnonymous EveryoneIncludesAnonymous ForceGuest DisableDomainCreds RestrictRemoteSAM LimitBlankPasswordUse SCENoApplyLegacyAuditPolicy CrashOnAuditFail RunAsPPL'
    "$Control\Lsa\MSV1_0" = 'NTLMMinClientSec NTLMMinServerSec'
    "$Control\SecurityProviders\WDigest" = 'UseLogonCredential'
    "$Control\Session Manager\Memory Management" = 'ClearPageFileAtShutdown'
    "$Control\StorageDevicePolicies" = 'WriteProtect'
    "$Control\Remote Assistance" = 'fAllowToGetHelp'
    "$Control\Terminal Server" = 'fDenyTSConnections'
    "$Control\Terminal Server\WinStations\RDP-Tcp" = 'UserAuthentication SecurityLayer MinEncryptionLevel PortNumber MaxIdleTime MaxDisconnectionTime fInheritMaxIdleTime fInheritMaxDisconnectionTime fPromptForPassword fDisableCdm fDisableClip fDisableCcm fDisableLPT fDisablePNPRedir'
    "$Control\TimeZoneInformation" = 'TimeZoneKeyName'
    "$Services\LDAP" = 'LDAPClientIntegrity'
    "$Services\LanmanServer\Parameters" = 'SMB1 RequireSecuritySignature EnableSecuritySignature NullSessionPipes NullSessionShares RestrictNullSessAccess AutoShareServer AutoShareWks AutoDisconnect'
    "$Services\LanmanWorkstation\Parameters" = 'RequireSecuritySignature EnableSecuritySignature EnablePlainTextPassword AllowInsecureGuestAuth'
    "$Services\MrxSmb10" = 'Start'
    "$Services\USBSTOR" = 'Start'
    "$Services\UASPStor" = 'Start'
    "$Services\Tcpip\Parameters" = 'IPEnableRouter EnableICMPRedirect DisableIPSourceRouting SynAttackProtect'
    "$Services\EventLog\Application" = 'MaxSize Retention AutoBackupLogFiles CustomSD'
    "$Services\EventLog\Security" = 'MaxSize Retention AutoBackupLogFiles CustomSD WarningLevel'
    "$Services\EventLog\System" = 'MaxSize Retention AutoBackupLogFiles CustomSD'
    "$Services\SNMP\Parameters\ValidCommunities" = '*'
    "$Services\SNMP\Parameters\PermittedManagers" = '*'
    "$Services\W32Time\Parameters" = 'Type NtpServer'
    "$Services\W32Time\Config" = 'MaxPosPhaseCorrection MaxNegPhaseCorrection AnnounceFlags'
    "$Services\W32Time\TimeProviders\NtpClient" = 'Enabled SpecialPollInterval'
    "$Services\W32Time\TimeProviders\NtpServer" = 'Enabled'
    "$Services\W32Time\TimeProviders\VMICTimeProvider" = 'Enabled'
    "$Nt\Winlogon" = 'AutoAdminLogon DefaultUserName ?DefaultPassword CachedLogonsCount ScRemoveOption'
    "$Current\Policies\System" = 'InactivityTimeoutSecs DisableCAD DontDisplayLastUserName ShutdownWithoutLogon LegalNoticeCaption LegalNoticeText ScForceOption EnableLUA FilterAdministratorToken ConsentPromptBehaviorAdmin ConsentPromptBehaviorUser PromptOnSecureDesktop LocalAccountTokenFilterPolicy'
    "$Current\Policies\System\Audit" = 'ProcessCreationIncludeCmdLine_Enabled'
    "$Current\Policies\Explorer" = 'NoDriveTypeAutoRun NoAutorun'
    "$Current\WSMAN\Service" = 'allow_unencrypted auth_basic'
    "$Current\WSMAN\Client" = 'trusted_hosts allow_unencrypted auth_basic'
    "$Current\Internet Settings" = 'ProxyEnable ProxyServer AutoConfigURL'
    'SOFTWARE\Microsoft\Windows Defender\Signature Updates' = 'AVSignatureVersion SignaturesLastUpdated AVSignatureApplied'
    'SOFTWARE\Microsoft\.NETFramework\v4.0.30319' = 'SystemDefaultTlsVersions SchUseStrongCrypto'
    "$Policies\Windows NT\DNSClient" = 'EnableMulticast'
    "$Policies\Windows NT\Terminal Services" = 'fDenyTSConnections UserAuthentication SecurityLayer MinEncryptionLevel MaxIdleTime MaxDisconnectionTime fPromptForPassword fDisableCdm fDisableClip fDisableCcm fDisableLPT fDisablePNPRedir fAllowToGetHelp fAllowUnsolicited'
    "$Policies\Windows\WcmSvc\GroupPolicy" = 'fMinimizeConnections'
    "$Policies\Windows\LanmanWorkstation" = 'AllowInsecureGuestAuth'
    "$Policies\Windows\PowerShell\ScriptBlockLogging" = 'EnableScriptBlockLogging'
    "$Policies\Windows\PowerShell\Transcription" = 'EnableTranscripting'
    "$Policies\Windows\WinRM\Service" = 'AllowUnencryptedTraffic AllowBasic AllowAutoConfig IPv4Filter IPv6Filter'
    "$Policies\Windows\WinRM\Service\WinRS" = 'AllowRemoteShellAccess'
    "$Policies\Windows\WinRM\Client" = 'AllowDigest AllowBasic AllowUnencryptedTraffic TrustedHosts'
    "$Policies\Windows\Explorer" = 'NoAutoplayfornonVolume'
    "$Policies\Windows\RemovableStorageDevices" = 'Deny_All'
    "$Policies\Windows\RemovableStorageDevices\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}" = 'Deny_Read Deny_Write Deny_Execute'
    "$Policies\Windows\RemovableStorageDevices\{53f56307-b6bf-11d0-94f2-00a0c91efb8b}" = 'Deny_Read Deny_Write Deny_Execute'
    "$Policies\Windows\RemovableStorageDevices\{53f56308-b6bf-11d0-94f2-00a0c91efb8b}" = 'Deny_Read Deny_Write Deny_Execute'
    "$Policies\Windows\RemovableStorageDevices\{6AC27878-A6FA-4155-BA85-F98F491D4F33}" = 'Deny_Read Deny_Write'
    "$Policies\Windows\RemovableStorageDevices\{F33FDC04-D1AC-4E8E-9A30-19BBD4B108AE}" = 'Deny_Read Deny_Write'
    "$Policies\Windows\DeviceInstall\Restrictions" = 'DenyDeviceClasses DenyRemovableDevices DenyDeviceIDs'
    "$Policies\Windows\EventLog\Application" = 'MaxSize Retention AutoBackupLogFiles'
    "$Policies\Windows\EventLog\Security" = 'MaxSize Retention AutoBackupLogFiles'
    "$Policies\Windows\EventLog\System" = 'MaxSize Retention AutoBackupLogFiles'
    "$Policies\Windows\EventLog\EventForwarding\SubscriptionManager" = '*'
    "$Policies\Windows\WindowsUpdate" = 'WUServer WUStatusServer'
    "$Policies\Windows\WindowsUpdate\AU" = 'UseWUServer NoAutoUpdate AUOptions'
    "$Policies\W32Time\Parameters" = 'Type NtpServer'
    "$Policies\W32Time\TimeProviders\NtpClient" = 'Enabled SpecialPollInterval'
    "$Policies\Windows Defender" = 'DisableAntiSpyware'
    "$Policies\Windows Defender\Real-Time Protection" = 'DisableRealtimeMonitoring DisableBehaviorMonitoring DisableIOAVProtection DisableScriptScanning'
    "$Policies\FVE" = 'EncryptionMethodWithXtsOs RDVDenyWriteAccess'
    "$Policies\Cryptography\Configuration\SSL\00010002" = 'Functions'
}

# --- the sections ------------------------------------------------------------------------------------------------

Read-Map 'os' {
    $os = Get-Wmi 'Win32_OperatingSystem'
    $computer = Get-Wmi 'Win32_ComputerSystem'
    $release = Get-Values $Machine $Nt 'CurrentBuildNumber UBR EditionID DisplayVersion ReleaseId InstallationType'
    @{
        host_name = Get-Text $computer.Name; domain = Get-Text $computer.Domain; part_of_domain = [bool]$computer.PartOfDomain; domain_role = Get-Number $computer.DomainRole
        caption = Get-Text $os.Caption; version = Get-Text $os.Version; build = Get-Number $release.CurrentBuildNumber; ubr = $release.UBR; edition = $release.EditionID
        display_version = $(if ($release.DisplayVersion) { $release.DisplayVersion } else { $release.ReleaseId }); installation_type = $release.InstallationType
        product_type = Get-Number $os.ProductType; sku = Get-Number $os.OperatingSystemSKU; service_pack = Get-Number $os.ServicePackMajorVersion
        architecture = Get-One $Machine "$Control\Session Manager\Environment" 'PROCESSOR_ARCHITECTURE'; language = Get-Number $os.OSLanguage; code_page = Get-Text $os.CodeSet
        installed = Get-Time $os.InstallDate; booted = Get-Time $os.LastBootUpTime; now = Get-Time ([DateTime]::UtcNow)
        time_zone = Get-One $Machine "$Control\TimeZoneInformation" 'TimeZoneKeyName'
        manufacturer = Get-Text $computer.Manufacturer; model = Get-Text $computer.Model
        chassis = @(Get-Wmi 'Win32_SystemEnclosure' | ForEach-Object { $_.ChassisTypes } | ForEach-Object { [int]$_ })
    }
}

Read-Map 'patches' {
    $servicing = "$Current\Component Based Servicing"
    $newest = [long]0
    foreach ($name in @(Get-Below $Machine "$servicing\Packages")) {
        if (-not $name.StartsWith('Package_for_')) { continue }
        $package = Get-Values $Machine "$servicing\Packages\$name" 'CurrentState InstallTimeHigh InstallTimeLow'
        if ($package.CurrentState -ne 112 -or $null -eq $package.InstallTimeHigh) { continue }
        $ticks = [long]$package.InstallTimeHigh * 4294967296 + [long]$package.InstallTimeLow
        if ($ticks -gt $newest) { $newest = $ticks }
    }
    $update = "$Current\WindowsUpdate\Auto Update"
    @{
        hotfixes = Read-Part 'patches.hotfixes' -List {
            Get-Wmi 'Win32_QuickFixEngineering' | ForEach-Object {
                # The raw property: the one that PowerShell makes of it goes through the culture and swaps day and month.
                $raw = if ($HasCim) { "$($_.CimInstanceProperties['InstalledOn'].Value)" } else { "$($_.psbase.Properties['InstalledOn'].Value)" }
                $day = $null
                if ($raw -match '^(\d{1,2})/(\d{1,2})/(\d{4})$' -and [int]$matches[1] -le 12) { $day = '{0}-{1:00}-{2:00}T00:00:00Z' -f $matches[3], [int]$matches[1], [int]$matches[2] }
                elseif ($raw -match '^(\d{4})(\d\d)(\d\d)$') { $day = "$($matches[1])-$($matches[2])-$($matches[3])T00:00:00Z" }
                elseif ($raw -match '^[0-9a-fA-F]{16}$') { $day = Get-Time ([DateTime]::FromFileTimeUtc([Convert]::ToInt64($raw, 16))) }
                @{ id = "$($_.HotFixID)"; installed = $day; raw = $(if ($raw) { $raw } else { $null }) }
            }
        }
        newest_package = $(if ($newest) { Get-Time ([DateTime]::FromFileTimeUtc($newest)) } else { $null })
        last_success = Get-One $Machine "$update\Results\Install" 'LastSuccessTime'
        reboot_pending = (@(Get-Below $Machine $servicing) -contains 'RebootPending') -or (@(Get-Below $Machine $update) -contains 'RebootRequired')
    }
}

# One run of secedit for both sections. The exported file is UTF-16; its keys are English in every language.
$Inf = @{}
$InfFailure = $null
try {
    $part = ''
    foreach ($line in (Get-ProgramFile 'secedit.exe' '/export /cfg {0} /log {1} /areas SECURITYPOLICY USER_RIGHTS /quiet' ([Text.Encoding]::Unicode))) {
        if ($line -match '^\[(.+)\]\s*$') { $part = $matches[1]; $Inf[$part] = @{} }
        elseif ($part -and $line -match '^\s*([^=]+?)\s*=\s*(.*?)\s*$') { $Inf[$part][$matches[1]] = $matches[2] }
    }
}
catch { $InfFailure = $_ }

Read-Map 'account_policy' {
    $values = @{}
    if ($Inf['System Access']) {
        foreach ($name in $Inf['System Access'].Keys) {
            $text = $Inf['System Access'][$name]
            $values[$name] = if ($text -match '^-?\d+$') { [long]$text } else { $text.Trim('"') }
        }
        return @{ source = 'secedit'; values = $values }
    }
    if ($InfFailure) { Add-Failure 'account_policy.secedit' $InfFailure }
    $local = [ADSI]"WinNT://$env:COMPUTERNAME"
    $values['MinimumPasswordLength'] = [int]$local.psbase.InvokeGet('MinPasswordLength')
    $values['PasswordHistorySize'] = [int]$local.psbase.InvokeGet('PasswordHistoryLength')
    $values['LockoutBadCount'] = [int]$local.psbase.InvokeGet('MaxBadPasswordsAllowed')
    $units = @{ MaximumPasswordAge = 'MaxPasswordAge', 86400; MinimumPasswordAge = 'MinPasswordAge', 86400; LockoutDuration = 'AutoUnlockInterval', 60; ResetLockoutCount = 'LockoutObservationInterval', 60 }
    foreach ($name in $units.Keys) {
        $seconds = [int]$local.psbase.InvokeGet($units[$name][0])
        $values[$name] = if ($seconds -lt 0) { -1 } else { [int][Math]::Floor($seconds / $units[$name][1]) }
    }
    @{ source = 'adsi'; values = $values }
}

Read-Map 'user_rights' {
    if ($InfFailure) { throw $InfFailure.Exception.Message }
    if (-not $Inf['Privilege Rights']) { throw 'secedit exported no [Privilege Rights]' }
    $rights = @{}
    foreach ($name in $Inf['Privilege Rights'].Keys) {
        $rights[$name] = @($Inf['Privilege Rights'][$name].Split(',') | ForEach-Object { $_.Trim() } | Where-Object { $_ } | ForEach-Object { Get-Sid $_ })
    }
    $rights
}

Read-Map 'audit_policy' {
    $subcategories = @{}
    $options = @{}
    foreach ($line in (Get-ProgramFile 'auditpol.exe' '/backup /file:{0}' ([Text.Encoding]::Default))) {
        # The rows of the system come before those of single users; the first of a GUID counts.
        if ($line -match '(\{[0-9a-fA-F-]{36}\}).*,(\d+)\s*$') {
            $guid = $matches[1].ToUpperInvariant()
            if (-not $subcategories.ContainsKey($guid)) { $subcategories[$guid] = [int]$matches[2] }
        }
        elseif ($line -match ',Option:(\w+),.*,([^,]*?)\s*$') { $options[$matches[1]] = $matches[2] }
    }
    if ($subcategories.Count -eq 0) { throw 'auditpol /backup gave no subcategory' }
    @{ subcategories = $subcategories; options = $options }
}

Read-Map 'registry' {
    $keys = @{}
    foreach ($at in $Baseline.Keys) {
        try { $keys["HKLM\$at"] = Get-Values $Machine $at $Baseline[$at] } catch { Add-Failure "registry:HKLM\$at" $_ }
    }
    $keys
}

$Running = Read-Part 'processes' -List { Get-Wmi 'Win32_Process' }
$Installed = Read-Part 'services' -List { Get-Wmi 'Win32_Service' }

Read-List 'ports' {
    $sockets = @()
    if (Get-Command -Name 'Get-NetTCPConnection' -ErrorAction SilentlyContinue) {
        $sockets += @(Get-NetTCPConnection -State Listen | ForEach-Object { @{ protocol = 'tcp'; address = "$($_.LocalAddress)"; port = [int]$_.LocalPort; pid = [long]$_.OwningProcess } })
        $sockets += @(Get-NetUDPEndpoint | ForEach-Object { @{ protocol = 'udp'; address = "$($_.LocalAddress)"; port = [int]$_.LocalPort; pid = [long]$_.OwningProcess } })
    }
    else {
        # The word for the state is translated; a socket that listens has the foreign port 0.
        foreach ($line in (Get-ProgramOutput 'netstat.exe' '-ano').Split("`n")) {
            if ($line -match '^\s*TCP\s+\[?([^\]\s]+?)\]?:(\d+)\s+\S+:0\s+\S+\s+(\d+)\s*$') { $sockets += @{ protocol = 'tcp'; address = $matches[1]; port = [int]$matches[2]; pid = [long]$matches[3] } }
            elseif ($line -match '^\s*UDP\s+\[?([^\]\s]+?)\]?:(\d+)\s+\*:\*\s+(\d+)\s*$') { $sockets += @{ protocol = 'udp'; address = $matches[1]; port = [int]$matches[2]; pid = [long]$matches[3] } }
        }
    }
    $owners = @{}
    $hosted = @{}
    $Running | Where-Object { $_ } | ForEach-Object { $owners["$($_.ProcessId)"] = $_ }
    $Installed | Where-Object { $_.ProcessId } | ForEach-Object { $hosted["$($_.ProcessId)"] += @("$($_.Name)") }
    foreach ($socket in $sockets) {
        $owner = $owners["$($socket.pid)"]
        $socket.process = Get-Text $owner.Name
        $socket.path = Get-Text $owner.ExecutablePath
        $socket.services = @($hosted["$($socket.pid)"] | Where-Object { $_ })
        $socket
    }
}

Read-List 'processes' {
    if ($Failures.ContainsKey('processes')) { throw "$($Failures.processes.type):$($Failures.processes.message)" }
    $Running | Sort-Object -Property @('Name', 'ExecutablePath') -Unique | ForEach-Object { @{ name = "$($_.Name)"; path = Get-Text $_.ExecutablePath } }
}

Read-List 'services' {
    if ($Failures.ContainsKey('services')) { throw "$($Failures.services.type):$($Failures.services.message)" }
    foreach ($service in ($Installed | Sort-Object -Property Name)) {
        $at = "$Services\$($service.Name)"
        @{
            name = "$($service.Name)"; title = Get-Text $service.DisplayName; start = Get-Text $service.StartMode; state = Get-Text $service.State; account = Get-Text $service.StartName
            path = Get-Program "$($service.PathName)"
            delayed = $(try { (Get-One $Machine $at 'DelayedAutostart') -eq 1 } catch { $null })
            trigger = $(try { @(Get-Below $Machine $at) -contains 'TriggerInfo' } catch { $null })
        }
    }
}

Read-List 'users' {
    if ($Sections.os.product_type -eq 2) { throw 'not_applicable:a domain controller has no local accounts' }
    foreach ($user in (Get-Wmi 'Win32_UserAccount' -Filter 'LocalAccount=True')) {
        $account = [ADSI]"WinNT://$env:COMPUTERNAME/$($user.Name),user"
        @{
            name = "$($user.Name)"; sid = "$($user.SID)"; full_name = Get-Text $user.FullName; disabled = [bool]$user.Disabled; locked = [bool]$user.Lockout
            password_required = [bool]$user.PasswordRequired; password_expires = [bool]$user.PasswordExpires; password_changeable = [bool]$user.PasswordChangeable
            password_set = $(try { Get-Time ([DateTime]::UtcNow.AddSeconds(-[long]$account.psbase.InvokeGet('PasswordAge'))) } catch { $null })
            last_logon = $(try { Get-Time ([DateTime]$account.psbase.InvokeGet('LastLogin')) } catch { $null })
        }
    }
}

Read-List 'groups' {
    foreach ($group in (Get-Wmi 'Win32_Group' -Filter 'LocalAccount=True')) {
        if ($Sections.os.product_type -eq 2 -and "$($group.SID)" -notmatch '^S-1-5-32-') { continue }
        $members = Read-Part "groups:$($group.SID)" -List {
            ([ADSI]"WinNT://$env:COMPUTERNAME/$($group.Name),group").psbase.Invoke('Members') | ForEach-Object {
                $bytes = $_.GetType().InvokeMember('objectSid', 'GetProperty', $null, $_, $null)
                @{
                    sid = (New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $bytes, 0).Value
                    name = $(try { "$($_.GetType().InvokeMember('Name', 'GetProperty', $null, $_, $null))" } catch { $null })
                    kind = $(try { "$($_.GetType().InvokeMember('Class', 'GetProperty', $null, $_, $null))" } catch { $null })
                }
            }
        }
        if ($null -ne $members) { @{ name = "$($group.Name)"; sid = "$($group.SID)"; members = $members } }
    }
}

Read-List 'shares' {
    $stored = $Machine.OpenSubKey("$Services\LanmanServer\Shares\Security")
    foreach ($share in (Get-Wmi 'Win32_Share')) {
        $kind = [long]$share.Type
        $access = $null
        $bytes = if ($stored) { $stored.GetValue("$($share.Name)") } else { $null }
        if ($bytes) {
            $access = @((New-Object -TypeName Security.AccessControl.RawSecurityDescriptor -ArgumentList ([byte[]]$bytes), 0).DiscretionaryAcl | Where-Object { $_ } | ForEach-Object {
                @{ sid = "$($_.SecurityIdentifier.Value)"; allow = "$($_.AceQualifier)" -eq 'AccessAllowed'; mask = [long]$_.AccessMask }
            })
        }
        elseif ($kind -eq 0 -and (Get-Command -Name 'Get-SmbShareAccess' -ErrorAction SilentlyContinue)) {
            $masks = @{ Full = 2032127; Change = 1245631; Read = 1179817 }
            $access = Read-Part "shares:$($share.Name)" -List { Get-SmbShareAccess -Name "$($share.Name)" | ForEach-Object { @{ sid = Get-Sid "$($_.AccountName)"; allow = "$($_.AccessControlType)" -eq 'Allow'; mask = $masks["$($_.AccessRight)"] } } }
        }
        @{ name = "$($share.Name)"; path = Get-Text $share.Path; type = $kind % 16; administrative = $kind -ge 2147483648; access = $access }
    }
}

function Get-Product([string]$Class) {
    Get-Wmi $Class 'root\SecurityCenter2' | ForEach-Object { @{ name = Get-Text $_.displayName; state = Get-Number $_.productState; program = Get-Text $_.pathToSignedProductExe; time = Get-Text $_.timestamp } }
}

function Get-Profiles([string]$At, [string[]]$Names) {
    $found = @{}
    foreach ($name in $Names) {
        $found[$name] = Get-Values $Machine "$At\$name" 'EnableFirewall DefaultInboundAction DefaultOutboundAction DoNotAllowExceptions AllowLocalPolicyMerge'
        $found["$name\Logging"] = Get-Values $Machine "$At\$name\Logging" 'LogFilePath LogFileSize LogDroppedPackets LogSuccessfulConnections'
    }
    $found
}

Read-Map 'firewall' {
    $own = "$Services\SharedAccess\Parameters\FirewallPolicy"
    @{
        active = Read-Part 'firewall.active' {
            $found = @{}
            if (Get-Command -Name 'Get-NetFirewallProfile' -ErrorAction SilentlyContinue) {
                Get-NetFirewallProfile -PolicyStore ActiveStore | ForEach-Object {
                    $found["$($_.Name)"] = @{
                        enabled = "$($_.Enabled)" -eq 'True'; inbound = Get-Text $_.DefaultInboundAction; outbound = Get-Text $_.DefaultOutboundAction; local_rules = Get-Text $_.AllowLocalFirewallRules
                        log_dropped = Get-Text $_.LogBlocked; log_allowed = Get-Text $_.LogAllowed; log_file = Get-Text $_.LogFileName; log_kilobytes = [long]$_.LogMaxSizeKilobytes
                    }
                }
                return $found
            }
            $policy = New-Object -ComObject HNetCfg.FwPolicy2
            $numbers = @{ Domain = 1; Private = 2; Public = 4 }
            foreach ($name in $numbers.Keys) {
                $words = @('Block', 'Allow')
                $found[$name] = @{
                    enabled = [bool]$policy.FirewallEnabled($numbers[$name]); inbound = $words[[int]$policy.DefaultInboundAction($numbers[$name])]; outbound = $words[[int]$policy.DefaultOutboundAction($numbers[$name])]
                    local_rules = $null; log_dropped = $null; log_allowed = $null; log_file = $null; log_kilobytes = $null
                }
            }
            $found
        }
        local = Get-Profiles $own 'DomainProfile', 'StandardProfile', 'PublicProfile'
        policy = Get-Profiles "$Policies\WindowsFirewall" 'DomainProfile', 'PrivateProfile', 'StandardProfile', 'PublicProfile'
        local_rules = Get-Values $Machine "$own\FirewallRules" '*'
        policy_rules = Get-Values $Machine "$Policies\WindowsFirewall\FirewallRules" '*'
        products = Read-Part 'firewall.products' -List { Get-Product 'FirewallProduct' }
    }
}

Read-Map 'antivirus' {
    @{
        products = Read-Part 'antivirus.products' -List { Get-Product 'AntiVirusProduct' }
        defender = Read-Part 'antivirus.defender' {
            Test-Cmdlet 'Get-MpComputerStatus'
            if (-not ($Installed | Where-Object { $_.Name -eq 'WinDefend' -and $_.State -eq 'Running' })) { throw 'not_applicable:WinDefend does not run' }
            $now = Get-MpComputerStatus
            @{
                running_mode = Get-Text $now.AMRunningMode; service_enabled = $now.AMServiceEnabled; antivirus_enabled = $now.AntivirusEnabled; realtime = $now.RealTimeProtectionEnabled
                on_access = $now.OnAccessProtectionEnabled; behavior = $now.BehaviorMonitorEnabled; ioav = $now.IoavProtectionEnabled; tamper_protected = $now.IsTamperProtected
                engine_version = Get-Text $now.AMEngineVersion; signature_version = Get-Text $now.AntivirusSignatureVersion; signature_age_days = Get-Number $now.AntivirusSignatureAge
                signature_updated = Get-Time $now.AntivirusSignatureLastUpdated; last_quick_scan = Get-Time $now.QuickScanEndTime; last_full_scan = Get-Time $now.FullScanEndTime
            }
        }
        exclusions = Read-Part 'antivirus.exclusions' -List {
            $paths = 'SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths', "$Policies\Windows Defender\Exclusions\Paths"
            foreach ($at in $paths) { (Get-Values $Machine $at '*').get_Keys() | Sort-Object }
        }
        vendor = Read-Part 'antivirus.vendor' {
            $found = @{}
            $makers = '360Safe', '360SD', 'Huorong\Sysdiag', 'Qianxin', 'QAX', 'LiveUpdate360', 'Sangfor\EDR', 'Tencent\QQPCMgr', 'Rising', 'Kingsoft\Antivirus', 'TrendMicro\PC-cillinNTCorp\CurrentVersion\Misc.', 'Symantec\Symantec Endpoint Protection\CurrentVersion\public-opstate', 'ESET\ESET Security\CurrentVersion\Info', 'McAfee\AVSolution\DS\DS'
            foreach ($view in 'SOFTWARE', 'SOFTWARE\Wow6432Node') {
                foreach ($maker in $makers) {
                    $values = Get-Values $Machine "$view\$maker" '*'
                    $plain = @{}
                    foreach ($name in $values.get_Keys()) { if ($name -match 'ver|date|time|pattern|defs|base|state') { $plain[$name] = $values[$name] } }
                    if ($plain.get_Count()) { $found["HKLM\$view\$maker"] = $plain }
                }
            }
            $found
        }
    }
}

$Hives = @($Users.GetSubKeyNames() | Where-Object { $_ -match '^S-1-(5-21|12-1)-[0-9-]+$' })

Read-List 'software' {
    $places = @(@($Machine, "$Current\Uninstall", 'machine64'), @($Machine, 'SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall', 'machine32'))
    foreach ($sid in $Hives) { $places += , @($Users, "$sid\Software\Microsoft\Windows\CurrentVersion\Uninstall", $sid) }
    foreach ($place in $places) {
        foreach ($name in @(Get-Below $place[0] $place[1])) {
            $entry = Get-Values $place[0] "$($place[1])\$name" 'DisplayName DisplayVersion Publisher InstallDate'
            if ($entry.DisplayName) { @{ entry = $name; name = Get-Text $entry.DisplayName; version = Get-Text $entry.DisplayVersion; publisher = Get-Text $entry.Publisher; installed = Get-Text $entry.InstallDate; scope = $place[2] } }
        }
    }
}

Read-List 'event_logs' {
    $names = 'Application', 'Security', 'System', 'Setup', 'Windows PowerShell', 'Microsoft-Windows-PowerShell/Operational', 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational', 'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall', 'ForwardedEvents'
    foreach ($name in $names) {
        $log = Read-Part "event_logs:$name" { Get-WinEvent -ListLog $name }
        if ($null -eq $log) { continue }
        $oldest = $null
        if ($log.RecordCount) { $oldest = Read-Part "event_logs.oldest:$name" { Get-Time (Get-WinEvent -LogName $name -Oldest -MaxEvents 1).TimeCreated } }
        @{ name = $name; enabled = [bool]$log.IsEnabled; mode = Get-Text $log.LogMode; max_bytes = [long]$log.MaximumSizeInBytes; size_bytes = $log.FileSize; records = $log.RecordCount; oldest = $oldest }
    }
}

Read-Map 'time' {
    @{
        source_event = Read-Part 'time.source_event' {
            try { $newest = Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Time-Service'; Id = 35, 36, 37, 47, 129, 134 } -MaxEvents 1 }
            catch { if ("$($_.FullyQualifiedErrorId)" -match '^NoMatchingEventsFound') { return $null } else { throw } }
            @{ id = [int]$newest.Id; time = Get-Time $newest.TimeCreated }
        }
    }
}

Read-Map 'winrm' {
    @{
        listeners = @(foreach ($name in @(Get-Below $Machine "$Current\WSMAN\Listener")) {
            $listener = Get-Values $Machine "$Current\WSMAN\Listener\$name" 'enabled Port hostname certThumbprint'
            @{ name = $name; enabled = $(if ($null -eq $listener.enabled) { $null } else { "$($listener.enabled)" -notmatch '^(0|false)$' }); port = Get-Number $listener.Port; hostname = $listener.hostname; certificate = [bool]$listener.certThumbprint }
        })
    }
}

function Get-Properties($Object, [string]$Names) {
    $found = @{}
    foreach ($name in $Names.Split(' ')) { if ($Object.psobject.Properties[$name]) { $found[$name] = $Object.$name } }
    $found
}

Read-Map 'smb' {
    @{
        server = Read-Part 'smb.server' { Test-Cmdlet 'Get-SmbServerConfiguration'; Get-Properties (Get-SmbServerConfiguration) 'EnableSMB1Protocol EnableSMB2Protocol RequireSecuritySignature EnableSecuritySignature EncryptData RejectUnencryptedAccess AutoShareServer AutoShareWorkstation NullSessionPipes NullSessionShares AuditSmb1Access' }
        client = Read-Part 'smb.client' { Test-Cmdlet 'Get-SmbClientConfiguration'; Get-Properties (Get-SmbClientConfiguration) 'RequireSecuritySignature EnableSecuritySignature EnableInsecureGuestLogons' }
    }
}

Read-Map 'rdp' {
    $service = Get-Wmi 'Win32_TerminalServiceSetting' 'root\cimv2\TerminalServices'
    $general = Get-Wmi 'Win32_TSGeneralSetting' 'root\cimv2\TerminalServices' "TerminalName='RDP-Tcp'"
    @{ connections = Get-Number $service.AllowTSConnections; nla = Get-Number $general.UserAuthenticationRequired; security_layer = Get-Number $general.SecurityLayer; encryption = Get-Number $general.MinEncryptionLevel; certificate_hash = Get-Text $general.SSLCertificateSHA1Hash }
}

# Names of ciphers hold a slash, which is part of the name: one step at a time, below.
function Get-Schannel([string]$Kind, [string]$Names) {
    $found = @{}
    foreach ($name in @(Get-Below $Machine "$Control\SecurityProviders\SCHANNEL\$Kind")) { $found[$name] = Get-Values $Machine "$Control\SecurityProviders\SCHANNEL\$Kind\$name" $Names }
    $found
}

Read-Map 'tls' {
    $protocols = @{}
    foreach ($name in @(Get-Below $Machine "$Control\SecurityProviders\SCHANNEL\Protocols")) {
        foreach ($side in (Get-Schannel "Protocols\$name" 'Enabled DisabledByDefault').GetEnumerator()) { $protocols["$name\$($side.Key)"] = $side.Value }
    }
    @{ protocols = $protocols; ciphers = Get-Schannel 'Ciphers' 'Enabled'; hashes = Get-Schannel 'Hashes' 'Enabled'; key_exchange = Get-Schannel 'KeyExchangeAlgorithms' 'Enabled ServerMinKeyBitLength ClientMinKeyBitLength' }
}

Read-Map 'user_hives' {
    $below = @{
        'Control Panel\Desktop' = 'ScreenSaveActive ScreenSaverIsSecure ScreenSaveTimeOut SCRNSAVE.EXE'
        'Software\Policies\Microsoft\Windows\Control Panel\Desktop' = 'ScreenSaveActive ScreenSaverIsSecure ScreenSaveTimeOut SCRNSAVE.EXE'
        'Software\Microsoft\Windows\CurrentVersion\Policies\Explorer' = 'NoDriveTypeAutoRun NoAutorun'
        'Software\Microsoft\Windows\CurrentVersion\Internet Settings' = 'ProxyEnable ProxyServer AutoConfigURL'
        'Software\Policies\Microsoft\Windows\RemovableStorageDevices' = 'Deny_All'
    }
    $loaded = @(foreach ($sid in $Hives) {
        $values = @{}
        foreach ($at in $below.Keys) {
            try { $values[$at] = Get-Values $Users "$sid\$at" $below[$at] } catch { Add-Failure "user_hives:$sid\$at" $_ }
        }
        $name = try { (New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $sid).Translate([Security.Principal.NTAccount]).Value } catch { $null }
        @{ sid = $sid; user = $name; values = $values }
    })
    @{ loaded = $loaded; not_loaded = @(Get-Below $Machine "$Nt\ProfileList" | Where-Object { $_ -match '^S-1-(5-21|12-1)-[0-9-]+$' -and $Hives -notcontains $_ }) }
}

Read-List 'usb_devices' {
    $at = 'SYSTEM\CurrentControlSet\Enum\USBSTOR'
    foreach ($id in @(Get-Below $Machine $at)) {
        foreach ($serial in @(Get-Below $Machine "$at\$id")) { @{ id = $id; serial = $serial; name = Get-One $Machine "$at\$id\$serial" 'FriendlyName' } }
    }
}

Read-List 'adapters' {
    $class = "$Control\Class\{4D36E972-E325-11CE-BFC1-08002BE10318}"
    $types = @{}
    foreach ($number in @(Get-Below $Machine $class | Where-Object { $_ -match '^\d{4}$' })) {
        try { $driver = Get-Values $Machine "$class\$number" 'NetCfgInstanceId *IfType'; if ($driver.NetCfgInstanceId) { $types["$($driver.NetCfgInstanceId)"] = $driver['*IfType'] } } catch { Add-Failure "adapters:$number" $_ }
    }
    $categories = @{}
    $kinds = @{ Public = 0; Private = 1; DomainAuthenticated = 2 }
    if (Get-Command -Name 'Get-NetConnectionProfile' -ErrorAction SilentlyContinue) { Get-NetConnectionProfile -ErrorAction SilentlyContinue | ForEach-Object { $categories["$($_.InterfaceIndex)"] = $kinds["$($_.NetworkCategory)"] } }
    $settings = @{}
    Get-Wmi 'Win32_NetworkAdapterConfiguration' | ForEach-Object { $settings["$($_.Index)"] = $_ }
    foreach ($adapter in (Get-Wmi 'Win32_NetworkAdapter' -Filter 'GUID IS NOT NULL')) {
        $set = $settings["$($adapter.Index)"]
        $addresses = @()
        if ($set.IPAddress) { $addresses = @(for ($i = 0; $i -lt @($set.IPAddress).Count; $i++) { "$(@($set.IPAddress)[$i])/$(Get-Prefix (@($set.IPSubnet)[$i]))" }) }
        @{
            index = [int]$adapter.InterfaceIndex; name = Get-Text $adapter.NetConnectionID; description = Get-Text $adapter.Description; guid = Get-Text $adapter.GUID; mac = Get-Text $adapter.MACAddress
            type = $types["$($adapter.GUID)"]; physical = [bool]$adapter.PhysicalAdapter; up = $adapter.NetConnectionStatus -eq 2; addresses = $addresses
            gateways = @($set.DefaultIPGateway | Where-Object { $_ }); dns = @($set.DNSServerSearchOrder | Where-Object { $_ }); dhcp = [bool]$set.DHCPEnabled
            netbios = $set.TcpipNetbiosOptions; category = $categories["$($adapter.InterfaceIndex)"]
        }
    }
}

Read-List 'routes' {
    Get-Wmi 'Win32_IP4RouteTable' | ForEach-Object { @{ destination = "$($_.Destination)/$(Get-Prefix "$($_.Mask)")"; next_hop = "$($_.NextHop)"; interface = [int]$_.InterfaceIndex; metric = Get-Number $_.Metric1 } }
}

Read-Map 'power' {
    $plans = "$Control\Power\User\PowerSchemes"
    $active = Get-One $Machine $plans 'ActivePowerScheme'
    @{
        batteries = @(Get-Wmi 'Win32_Battery' | ForEach-Object { @{ name = Get-Text $_.Name; device = Get-Text $_.DeviceID; status = $_.BatteryStatus; charge_percent = $_.EstimatedChargeRemaining; runtime_minutes = $_.EstimatedRunTime } })
        critical_action = Get-One $Machine "$plans\$active\e73a048d-bf27-4f12-9731-8b2076e8891f\637ea02f-bbcb-4015-8e2c-a1c7b9c0b546" 'DCSettingIndex'
    }
}

Read-List 'bitlocker' {
    Get-Wmi 'Win32_EncryptableVolume' 'root\cimv2\Security\MicrosoftVolumeEncryption' | ForEach-Object { @{ drive = Get-Text $_.DriveLetter; kind = $_.VolumeType; protection = $_.ProtectionStatus; conversion = $_.ConversionStatus; method = $_.EncryptionMethod } }
}

# The rows of a statement, by column; every statement below is a SELECT.
function Get-Rows($Connection, [string]$Statement) {
    $command = $Connection.CreateCommand()
    $command.CommandText = $Statement
    $command.CommandTimeout = 10
    $reader = $command.ExecuteReader()
    try { while ($reader.Read()) { $row = @{}; for ($i = 0; $i -lt $reader.FieldCount; $i++) { $row[$reader.GetName($i)] = if ($reader.IsDBNull($i)) { $null } else { $reader.GetValue($i) } }; $row } } finally { $reader.Close() }
}

function Get-Database([string]$Instance) {
    $server = if ($Instance -eq 'MSSQLSERVER') { '.' } else { ".\$Instance" }
    $connection = New-Object -TypeName Data.SqlClient.SqlConnection -ArgumentList "Server=lpc:$server;Database=master;Integrated Security=SSPI;Connect Timeout=5;Application Name=dengbao"
    try {
        $connection.Open()
        $sa = Get-Rows $connection 'SELECT name, is_disabled FROM sys.sql_logins WHERE sid = 0x01'
        $engine = Get-Rows $connection "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(64)) AS engine, CAST(SERVERPROPERTY('IsIntegratedSecurityOnly') AS int) AS windows_only"
        $settings = @{}
        Get-Rows $connection "SELECT name, CAST(value_in_use AS int) AS used FROM sys.configurations WHERE name IN ('xp_cmdshell', 'clr enabled', 'remote admin connections', 'Ole Automation Procedures', 'cross db ownership chaining', 'remote access', 'Ad Hoc Distributed Queries', 'Database Mail XPs', 'scan for startup procs', 'default trace enabled', 'c2 audit mode')" | ForEach-Object { $settings[$_.name] = $_.used }
        @{
            engine = Get-Text $engine.engine; windows_only = $engine.windows_only; sa_name = Get-Text $sa.name; sa_disabled = $sa.is_disabled; settings = $settings
            sysadmins = @(Get-Rows $connection "SELECT m.name FROM sys.server_role_members r JOIN sys.server_principals m ON m.principal_id = r.member_principal_id JOIN sys.server_principals p ON p.principal_id = r.role_principal_id WHERE p.name = 'sysadmin' ORDER BY m.name" | ForEach-Object { $_.name })
            sql_logins = @(Get-Rows $connection 'SELECT name, is_disabled, is_policy_checked, is_expiration_checked FROM sys.sql_logins ORDER BY name' | ForEach-Object { @{ name = "$($_.name)"; disabled = $_.is_disabled; policy_checked = $_.is_policy_checked; expiration_checked = $_.is_expiration_checked } })
            audits = (Get-Rows $connection 'SELECT COUNT(*) AS number FROM sys.dm_server_audit_status WHERE status = 1').number
        }
    }
    finally { $connection.Close() }
}

Read-List 'sql_server' {
    foreach ($view in 'SOFTWARE', 'SOFTWARE\Wow6432Node') {
        $sql = "$view\Microsoft\Microsoft SQL Server"
        foreach ($entry in (Get-Values $Machine "$sql\Instance Names\SQL" '*').GetEnumerator()) {
            $at = "$sql\$($entry.Value)"
            $network = @{}
            $network[''] = Get-Values $Machine "$at\MSSQLServer\SuperSocketNetLib" 'ForceEncryption HideInstance Certificate'
            $network['Tcp'] = Get-Values $Machine "$at\MSSQLServer\SuperSocketNetLib\Tcp" 'Enabled'
            $network['Tcp\IPAll'] = Get-Values $Machine "$at\MSSQLServer\SuperSocketNetLib\Tcp\IPAll" 'TcpPort TcpDynamicPorts'
            $network['Np'] = Get-Values $Machine "$at\MSSQLServer\SuperSocketNetLib\Np" 'Enabled'
            @{
                instance = "$($entry.Key)"; id = "$($entry.Value)"; setup = Get-Values $Machine "$at\Setup" 'Version PatchLevel Edition SP'
                server = Get-Values $Machine "$at\MSSQLServer" 'LoginMode AuditLevel NumErrorLogs'; network = $network
                query = $(if ($NoSql) { $null } else { Read-Part "sql_server:$($entry.Key)" { Get-Database "$($entry.Key)" } })
            }
        }
    }
}

Read-Map 'session' {
    @{
        version = $Version; way = $(if ($ByHand) { 'hand' } else { 'ansible' }); started = Get-Time $Started; finished = Get-Time ([DateTime]::UtcNow)
        powershell = "$($PSVersionTable.PSVersion)"; clr = Get-Text $PSVersionTable.CLRVersion; process_64bit = [IntPtr]::Size -eq 8; elevated = $Elevated; user_sid = "$($Identity.User.Value)"
    }
}

# --- the document ------------------------------------------------------------------------------------------------

# ConvertTo-Json came with 3.0, cuts off at a depth, unrolls arrays of one, and writes dates in a form of its own.
$Json = New-Object -TypeName Text.StringBuilder
$Escape = [Text.RegularExpressions.MatchEvaluator] { param($found) '\u{0:x4}' -f [int][char]$found.Value }
$Odd = '[\x00-\x1f\x7f]'

function Write-Json($Value, [string]$Indent) {
    if ($null -eq $Value) { $null = $Json.Append('null') }
    elseif ($Value -is [bool]) { $null = $Json.Append($(if ($Value) { 'true' } else { 'false' })) }
    elseif ($Value -is [Collections.IDictionary]) {
        $names = [string[]]@($Value.get_Keys())
        if ($names.Count -eq 0) { $null = $Json.Append('{}'); return }
        [Array]::Sort($names, [StringComparer]::Ordinal)
        $before = "{`n"
        foreach ($name in $names) {
            $null = $Json.Append("$before$Indent  ")
            Write-Json $name ''
            $null = $Json.Append(': ')
            Write-Json $Value[$name] "$Indent  "
            $before = ",`n"
        }
        $null = $Json.Append("`n$Indent}")
    }
    elseif ($Value -is [Array]) {
        if ($Value.Length -eq 0) { $null = $Json.Append('[]'); return }
        $before = "[`n"
        foreach ($item in $Value) { $null = $Json.Append("$before$Indent  "); Write-Json $item "$Indent  "; $before = ",`n" }
        $null = $Json.Append("`n$Indent]")
    }
    elseif ($Value -is [ValueType] -and $Value -isnot [Enum] -and $Value -isnot [char] -and $Value -isnot [DateTime] -and $Value -isnot [Guid]) { $null = $Json.Append([Convert]::ToString($Value, $Invariant)) }
    else { $null = $Json.Append('"' + [regex]::Replace("$Value".Replace('\', '\\').Replace('"', '\"'), $Odd, $Escape) + '"') }
}

if ($SelfTest) {
    $plausible = @{
        os = { $Sections.os.build -ge 7600 -and $Sections.os.product_type }; services = { $Sections.services.Count -gt 50 }; processes = { $Sections.processes.Count -gt 10 }
        ports = { @($Sections.ports | Where-Object { $_.port -eq 135 }).Count -gt 0 }; registry = { $Sections.registry.Count -eq $Baseline.Count }
        account_policy = { $Sections.account_policy.values.ContainsKey('MinimumPasswordLength') }; user_rights = { $Sections.user_rights.ContainsKey('SeNetworkLogonRight') }
        audit_policy = { $Sections.audit_policy.subcategories.Count -gt 40 }; users = { @($Sections.users | Where-Object { $_.sid -match '-500$' }).Count -eq 1 }
        groups = { @($Sections.groups | Where-Object { $_.sid -eq 'S-1-5-32-544' }).Count -eq 1 }; firewall = { $Sections.firewall.active.Count -eq 3 -and $Sections.firewall.local_rules.Count -gt 50 }
        event_logs = { $Sections.event_logs.Count -ge 3 }; adapters = { @($Sections.adapters | Where-Object { $_.addresses.Count }).Count -gt 0 }; routes = { $Sections.routes.Count -gt 0 }
    }
    $bad = 0
    foreach ($name in ($Sections.Keys | Sort-Object)) {
        if ($null -eq $Sections[$name]) {
            $word = if ('missing', 'not_applicable' -contains $Failures[$name].type) { 'NONE' } else { 'FAIL' }
            $why = "$($Failures[$name].type) $($Failures[$name].message)"
        }
        elseif ($plausible.ContainsKey($name) -and -not (& $plausible[$name])) { $word = 'FAIL'; $why = 'collected, but not plausible' }
        else { $word = 'PASS'; $why = '' }
        if ($word -eq 'FAIL') { $bad++ }
        "$word  $name  $why"
    }
    foreach ($name in ($Failures.Keys | Where-Object { -not $Sections.ContainsKey($_) } | Sort-Object)) { "PART  $name  $($Failures[$name].type) $($Failures[$name].message)" }
    $left = @(Get-ChildItem -Path ([IO.Path]::GetTempPath()) -Filter 'dengbao-*.tmp*')
    if ($left.Count) { $bad++; "FAIL  temporary files are left: $($left.Count)" } else { 'PASS  no temporary file is left' }
    exit [int]($bad -gt 0)
}

Write-Json @{ schema = 'windows-facts/1'; sections = $Sections; errors = $Failures } ''
if ($ByHand) {
    $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    [IO.File]::WriteAllText($full, "$Json`n", (New-Object -TypeName Text.UTF8Encoding -ArgumentList $false))
    "$full"
}
else {
    # Packed: a tenth of the bytes to send, and letters that no code page on the way can spoil.
    $bytes = [Text.Encoding]::UTF8.GetBytes("$Json")
    $packed = New-Object -TypeName IO.MemoryStream
    $pack = New-Object -TypeName IO.Compression.GZipStream -ArgumentList $packed, ([IO.Compression.CompressionMode]::Compress)
    $pack.Write($bytes, 0, $bytes.Length)
    $pack.Close()
    '{"changed": false, "facts": "' + [Convert]::ToBase64String($packed.ToArray()) + '"}'
}

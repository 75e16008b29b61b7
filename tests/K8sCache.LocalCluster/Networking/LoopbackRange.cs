using System.Net;
using System.Net.Sockets;

namespace K8sCache.LocalCluster.Networking;

/// <summary>
/// The 127.N.0.0/16 that one cluster has for itself: nodes in 127.N.0, pods in the lower half, Services in the upper. A cluster claims
/// its N by listening on one agreed address of it, which no other cluster of the machine can do then and which ends with the process.
/// Linux answers on all of 127.0.0.0/8 without any set-up.
/// </summary>
public sealed class LoopbackRange : IDisposable
{
    // Outside the range from which Linux takes ports for outgoing connections (32768-60999).
    private const int ClaimPort = 61397;
    private const int FirstBlock = 16;
    private const int BlockCount = 224;
    private const int HalfSize = 1 << 15;
    private const int FirstPod = 256;

    private readonly TcpListener _claim;
    private readonly byte _block;
    private readonly Lock _lock = new();
    private readonly HashSet<IPAddress> _pods = [];
    private int _nextPod = FirstPod;

    private LoopbackRange(TcpListener claim, byte block)
    {
        _claim = claim;
        _block = block;
    }

    /// <summary>Where Services get their addresses from, such as <c>127.42.128.0/17</c>.</summary>
    public IPNetwork ServiceNetwork => new(At(HalfSize), 17);

    /// <exception cref="IOException">Every range is taken.</exception>
    public static LoopbackRange Claim()
    {
        // Where to look first differs from process to process, so that clusters started together do not all try the same.
        for (var i = 0; i < BlockCount; i++)
        {
            var block = (byte)(FirstBlock + ((Environment.ProcessId + i) % BlockCount));
            var claim = new TcpListener(new IPAddress([127, block, 0, 1]), ClaimPort) { ExclusiveAddressUse = true };
            try
            {
                claim.Start();
                return new LoopbackRange(claim, block);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                claim.Dispose();
            }
        }

        throw new IOException("Every loopback range (127.16.0.0/16 to 127.239.0.0/16) belongs to another local cluster.");
    }

    /// <summary>The address of a node, by its number from 0.</summary>
    public IPAddress NodeAddress(int index) => At(10 + index);

    /// <summary>An address that no pod has; one that was returned comes again only after all others.</summary>
    /// <exception cref="IOException">There is none left.</exception>
    public IPAddress TakePodAddress()
    {
        lock (_lock)
        {
            for (var tries = 0; tries < HalfSize - FirstPod - 1; tries++)
            {
                var address = At(_nextPod);
                _nextPod = _nextPod == HalfSize - 2 ? FirstPod : _nextPod + 1;
                if (_pods.Add(address))
                    return address;
            }
        }

        throw new IOException("The cluster has no pod address left.");
    }

    public void ReturnPodAddress(IPAddress address)
    {
        lock (_lock)
            _pods.Remove(address);
    }

    public void Dispose() => _claim.Dispose();

    private IPAddress At(int offset) => new([127, _block, (byte)(offset >> 8), (byte)offset]);
}
